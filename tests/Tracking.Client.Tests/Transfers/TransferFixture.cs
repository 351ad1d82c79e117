using Tracking.Client.Artifacts;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Transfers;

/// <summary>A real server with files of some megabytes, and clients behind proxies that interfere.</summary>
public abstract class TransferFixture : ServerFixture
{
    protected const int FileBytes = 4 << 20;

    /// <summary>Bytes that never repeat on a block's border, the same for the same seed.</summary>
    protected static byte[] Content(int seed, int bytes = FileBytes)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>A run with the artifact <c>data/big.bin</c>; gives its id.</summary>
    protected async Task<string> RunWithFileAsync(int seed = 1)
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await File.WriteAllBytesAsync(Folder["big.bin"], Content(seed));
        await run.LogArtifactAsync(Folder["big.bin"], "data");
        return run.Id;
    }

    /// <summary>A model with the file <c>model.onnx</c> of some megabytes; gives its URI.</summary>
    protected async Task<string> LogModelAsync(string name = "m", int seed = 1)
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        var folder = WriteModel(name);
        await File.WriteAllBytesAsync(Path.Join(folder, "model.onnx"), Content(seed));
        return (await run.LogModelAsync(folder, name)).ModelUri;
    }

    /// <summary>A client of the proxy with a cache of its own.</summary>
    protected TrackingClient ClientOf(
        CuttingProxy proxy, Func<TrackingClientOptions, TrackingClientOptions>? change = null)
    {
        var options = Fixtures.OptionsFor(proxy.Uri) with { CacheFolder = Folder["cache"] };
        return new TrackingClient(change?.Invoke(options) ?? options);
    }

    /// <summary>Remembers reports in the order in which they came.</summary>
    protected sealed class Reports : IProgress<TransferProgress>
    {
        private readonly Lock _gate = new();
        private readonly List<TransferProgress> _all = [];

        public IReadOnlyList<TransferProgress> All
        {
            get
            {
                lock (_gate)
                    return [.. _all];
            }
        }

        public void Report(TransferProgress value)
        {
            lock (_gate)
                _all.Add(value);
        }
    }
}
