using System.Diagnostics;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Sdk;

/// <summary>
/// A million points from the first <c>LogMetric</c> to the acknowledgement of the last one, in turns with as many
/// points in log-batch requests that were written before, over one connection that does little else.
/// </summary>
internal static class MillionPointsBenchmark
{
    private const int RoundsCount = 3;
    private const int Points = 1_000_000;
    private const int PerBatch = 1000;
    private const int KeysCount = 5;
    private const double Goal = 0.5;

    private static readonly string[] Keys =
        [.. Enumerable.Range(0, KeysCount).Select(key => $"train/metric_{key}")];

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await SdkPlace.StartAsync(context);
        var table = new ResultTable("1,000,000 points", "points/s", "of raw log-batch calls", "goal");
        var rates = await Rounds.MediansAsync(
            RoundsCount, () => SdkRateAsync(place, context.Stop), () => Task.FromResult(RawRate(place.Server)));
        table.Add(
            "LogMetric and FlushAsync", ResultTable.Number(rates[0]), ResultTable.Number(rates[0] / rates[1]),
            ResultTable.Number(Goal));
        table.Add("raw log-batch calls of 1,000", ResultTable.Number(rates[1]), "1.00", "");
        await table.WriteToAsync(context.Output);
    }

    private static async Task<double> SdkRateAsync(SdkPlace place, CancellationToken cancellationToken)
    {
        var run = await place.Client.StartRunAsync(cancellationToken: cancellationToken);
        var start = Stopwatch.GetTimestamp();
        for (var point = 0; point < Points; point++)
        {
            run.LogMetric(Keys[point % KeysCount], Math.Sin(point) + 2, point / KeysCount);
        }

        await run.FlushAsync(cancellationToken);
        var rate = Points / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await run.EndAsync(cancellationToken: cancellationToken);
        var counted = 0;
        await foreach (var _ in place.Client.Metrics.GetHistoryAsync(run.Id, Keys[0], cancellationToken))
        {
            counted++;
        }

        return counted == Points / KeysCount
            ? rate
            : throw new InvalidOperationException($"{counted} points of {Points / KeysCount} arrived.");
    }

    private static double RawRate(ServerProcess server)
    {
        var source = LogRequests.Batches(server.CreateRun(), PerBatch, KeysCount);
        var requests = Enumerable.Range(0, Points / PerBatch).Select(number => source(number)).ToArray();
        using var connection = new WireConnection(server.Address);
        var start = Stopwatch.GetTimestamp();
        foreach (var request in requests)
        {
            connection.Exchange(request.Span);
        }

        return Points / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
