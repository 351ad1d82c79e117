using System.Diagnostics;
using Tracking.Benchmarks.Load;
using Tracking.Client.Runs;

namespace Tracking.Benchmarks.Sdk;

/// <summary>
/// <c>LogMetric</c> in a hot loop, the spool on disk and a server attached that takes the points meanwhile, in turns
/// with the clock alone, which every point reads.
/// </summary>
internal static class HotLogMetricBenchmark
{
    private const int RoundsCount = 7;
    private const int Calls = 500_000;
    private const double GoalNs = 200;

    private static readonly string[] Keys = ["train/loss", "train/accuracy", "val/loss", "val/accuracy", "lr"];

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await SdkPlace.StartAsync(context);
        await using var run = await place.Client.StartRunAsync();
        var table = new ResultTable("calls", "ns per call", "bytes per call", "goal", "reading the clock, ns");
        foreach (var keys in (int[])[1, 5])
        {
            long bytes = 0;
            var medians = await Rounds.MediansAsync(
                RoundsCount,
                async () =>
                {
                    // Steady state: the names are known and nothing is left of the round before.
                    LogAll(run, keys, 1000);
                    await run.FlushAsync(context.Stop);
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var start = Stopwatch.GetTimestamp();
                    LogAll(run, keys, Calls);
                    var elapsed = Stopwatch.GetElapsedTime(start);
                    bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                    await run.FlushAsync(context.Stop);
                    return elapsed.TotalNanoseconds / Calls;
                },
                () => Task.FromResult(ClockNs()));
            table.Add(
                $"{Calls:N0} of {keys} keys", ResultTable.Number(medians[0]),
                ((double)bytes / Calls).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
                $"{GoalNs} ns, 0 bytes", ResultTable.Number(medians[1]));
        }

        await table.WriteToAsync(context.Output);
    }

    private static void LogAll(ActiveRun run, int keys, int calls)
    {
        for (var step = 0; step < calls; step++)
        {
            run.LogMetric(Keys[step % keys], step * 0.5, step);
        }
    }

    private static double ClockNs()
    {
        var sum = 0L;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            sum += TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        }

        GC.KeepAlive(sum);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }
}
