using System.Diagnostics;
using System.Globalization;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.Client;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Server;

/// <summary>
/// A file of 1 GB up and down by the SDK, in turns with a bare HttpClient that moves the same file to and from the same
/// server; then in parts, and as a model through the cache.
/// </summary>
internal static class TransferBenchmark
{
    private const int RoundsCount = 3;
    private const long FileBytes = 1L << 30;
    private const string Bare = "api/2.0/mlflow-artifacts/artifacts/bare/big.bin";

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await StorePlace.NewAsync(context);
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        using var folder = new TempFolder();
        var file = await WriteFileAsync(folder["big.bin"], context.Stop);
        var options = new TrackingClientOptions
        {
            TrackingUri = server.Address.ToString(),
            CacheFolder = folder["cache"],
        };
        await using var client = new TrackingClient(options);
        await using var parted = new TrackingClient(options with { UploadInPartsFromBytes = 64 << 20 });
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        var run = server.CreateRun();

        var up = await Rounds.MediansAsync(
            RoundsCount,
            () => RateAsync(() => client.Artifacts.UploadFileAsync(run, file, "sdk", context.Stop)),
            () => RateAsync(() => PutAsync(http, file, context.Stop)),
            () => RateAsync(() => parted.Artifacts.UploadFileAsync(run, file, "parts", context.Stop)));
        var down = await Rounds.MediansAsync(
            RoundsCount,
            () => DownloadAsync(folder["down"], target =>
                client.Artifacts.DownloadAsync(run, "sdk/big.bin", target, context.Stop)),
            () => DownloadAsync(folder["down"], target => GetAsync(http, target, context.Stop)));
        var cache = await ThroughCacheAsync(client, run, folder, context.Stop);

        var table = new ResultTable("what", "MB/s", "of bare HttpClient");
        Add(table, "upload, bare PUT", up[1], up[1]);
        Add(table, "upload", up[0], up[1]);
        Add(table, "upload in parts", up[2], up[1]);
        Add(table, "download, bare GET", down[1], down[1]);
        Add(table, "download", down[0], down[1]);
        Add(table, "model through the cache, first time", cache.First, down[1]);
        Add(table, "model through the cache, again", cache.Again, down[1]);
        await table.WriteToAsync(context.Output);
    }

    private static void Add(ResultTable table, string what, double rate, double bare) =>
        table.Add(what, ResultTable.Number(rate / 1e6), ResultTable.Number(rate / bare));

    private static async Task<string> WriteFileAsync(string path, CancellationToken cancellationToken)
    {
        var block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        await using var file = File.Create(path);
        for (long written = 0; written < FileBytes; written += block.Length)
        {
            await file.WriteAsync(block, cancellationToken);
        }

        return path;
    }

    private static async Task<double> RateAsync(Func<Task> move)
    {
        var start = Stopwatch.GetTimestamp();
        await move();
        return FileBytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> DownloadAsync(string target, Func<string, Task> download)
    {
        var rate = await RateAsync(() => download(target));
        Directory.Delete(target, recursive: true);
        return rate;
    }

    private static async Task PutAsync(HttpClient http, string file, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(File.OpenRead(file), 128 * 1024);
        using var answer = await http.PutAsync(Bare, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task GetAsync(HttpClient http, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        await using var source = await http.GetStreamAsync(Bare, cancellationToken);
        await using var file = File.Create(Path.Join(target, "big.bin"));
        await source.CopyToAsync(file, 128 * 1024, cancellationToken);
    }

    private static async Task<(double First, double Again)> ThroughCacheAsync(
        TrackingClient client, string run, TempFolder folder, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(
            folder["MLmodel"], "flavors:\n  none:\n    data: big.bin\n", cancellationToken);
        await client.Artifacts.UploadFileAsync(run, folder["MLmodel"], "sdk", cancellationToken);
        var uri = ModelUri.Parse(string.Create(CultureInfo.InvariantCulture, $"runs:/{run}/sdk"));
        var first = await DownloadAsync(folder["down"], target =>
            client.Models.DownloadAsync(uri, target, cancellationToken));
        var again = await DownloadAsync(folder["down"], target =>
            client.Models.DownloadAsync(uri, target, cancellationToken));
        return (first, again);
    }
}
