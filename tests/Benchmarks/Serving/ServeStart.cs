using System.Globalization;
using Tracking.Benchmarks.Load;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// Time from the start of <c>tracking serve</c> to its first prediction, and its memory before and after load. Of the
/// tool that <c>TRACKING_BENCH_TOOL</c> names, such as a published one; else of the one built with the benchmarks.
/// </summary>
internal static class ServeStart
{
    private const int Starts = 9;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(BenchmarkContext context)
    {
        using var folder = new TempFolder();
        await TinyModel.WriteAsync(folder, context.Stop);
        var request = KeepAliveLoad.Post("/invocations", TinyModel.Body(1));
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var started = await StartAsync(folder.Path, request, context.Stop);
            times.Add(started.StartTime.TotalMilliseconds);
        }

        var table = new ResultTable("what", "measured", "goal");
        table.Add("start to first prediction, median, ms", Whole(Rounds.Median(times)), "300");
        await using var server = await StartAsync(folder.Path, request, context.Stop);
        table.Add("memory after start, MiB", Whole(server.MemoryMiB("VmRSS")), "120");
        var rate = await KeepAliveLoad.MeasureAsync(server.Address, request, 32, LoadTime);
        var count = Whole(rate * LoadTime.TotalSeconds);
        table.Add($"memory after {count} requests, MiB", Whole(server.MemoryMiB("VmRSS")), "120");
        await table.WriteToAsync(context.Output);
    }

    /// <summary>Starts the host with one model and waits for its first prediction.</summary>
    internal static Task<PeerProcess> StartAsync(string model, byte[] first, CancellationToken cancellationToken)
    {
        string[] serve = ["serve", "-m", model, "--port"];
        return Environment.GetEnvironmentVariable("TRACKING_BENCH_TOOL") is { Length: > 0 } tool
            ? PeerProcess.StartAsync(tool, port => [.. serve, port], first, cancellationToken)
            : PeerProcess.StartAsync(
                "dotnet",
                port => [Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll"), .. serve, port],
                first,
                cancellationToken);
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
