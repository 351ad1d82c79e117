using System.Diagnostics;
using System.Globalization;
using Tracking.Benchmarks.Load;
using Tracking.Client.Runs;

namespace Tracking.Benchmarks.Sdk;

/// <summary>
/// 1,000 steps of 1 ms of computing, each with 5 metrics logged or with none, in turns. The work is a fixed number of
/// operations, so that what the sender takes away shows.
/// </summary>
internal static class TrainingLoopBenchmark
{
    private const int RoundsCount = 9;
    private const int Steps = 1000;
    private const double GoalPercent = 1;

    private static readonly string[] Keys = ["train/loss", "train/accuracy", "val/loss", "val/accuracy", "lr"];

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await SdkPlace.StartAsync(context);
        var operations = OperationsPerMs();
        var table = new ResultTable("1,000 steps of 1 ms", "ms", "longer", "goal");
        var times = await Rounds.MediansAsync(
            RoundsCount,
            async () =>
            {
                await using var run = await place.Client.StartRunAsync(cancellationToken: context.Stop);
                return Train(operations, run);
            },
            () => Task.FromResult(Train(operations, null)));
        var percent = ((times[0] / times[1]) - 1) * 100;
        table.Add("5 metrics each", ResultTable.Number(times[0]),
            percent.ToString("F2", CultureInfo.InvariantCulture) + " %", $"{GoalPercent} %");
        table.Add("without logging", ResultTable.Number(times[1]), "", "");
        await table.WriteToAsync(context.Output);
    }

    private static double Train(int operations, ActiveRun? run)
    {
        var start = Stopwatch.GetTimestamp();
        for (var step = 0; step < Steps; step++)
        {
            var loss = Work(operations);
            if (run is null)
            {
                continue;
            }

            foreach (var key in Keys)
            {
                run.LogMetric(key, loss, step);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static int OperationsPerMs()
    {
        const int Probe = 20_000_000;
        Work(Probe);
        var start = Stopwatch.GetTimestamp();
        Work(Probe);
        return (int)(Probe / Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static double Work(int operations)
    {
        var x = 0.5;
        for (var i = 0; i < operations; i++)
        {
            x = (x * 1.0000001) + 1e-9;
        }

        return x;
    }
}
