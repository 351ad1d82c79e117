using System.Diagnostics;
using System.Globalization;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Stores;

/// <summary>
/// The store's LogAsync of 1,000 points (5 keys x 200) against bare inserts of the same points, one transaction a batch
/// and the same durability. Rounds are interleaved, so that a slow moment of the machine hits all of them.
/// </summary>
internal static class LogBatchStoreBenchmark
{
    private const int Keys = 5;
    private const int PointsPerKey = 200;
    private const int PointsPerBatch = Keys * PointsPerKey;
    private const int BatchesPerRound = 20;
    private const int Rounds = 25;
    private const int WarmUpRounds = 3;

    /// <summary>Prints µs per point of each contender and the store's ratio to it.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var stores = await OpenAsync(folder, cancellationToken);
        using var commands = new SqliteCommandInserts(folder["commands.db"]);
        using var raw = new RawInserts(folder["raw.db"]);
        var (store, command, bare) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var batches = Enumerable.Range(round * BatchesPerRound, BatchesPerRound).Select(BatchOf).ToList();
            var storeTime = await TimeStoreAsync(stores.Runs, batches, cancellationToken);
            var commandTime = Time(batches, commands.Write);
            var rawTime = Time(batches, raw.Write);
            if (round >= WarmUpRounds)
            {
                store.Add(storeTime);
                command.Add(commandTime);
                bare.Add(rawTime);
            }
        }

        Print(output, "store, LogAsync", store, store);
        Print(output, "SqliteCommand, prepared, integer ids", command, store);
        Print(output, "SQLitePCLRaw, prepared, integer ids", bare, store);
    }

    private static async Task<TrackingStores> OpenAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        var config = new SqliteStoreConfig(folder["store.db"]);
        var stores = await TrackingStores.OpenAsync(config, TimeProvider.System, cancellationToken);
        await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", cancellationToken);
        await stores.Runs.CreateAsync(new NewRun("run", 0, "user", "name", 0, []), cancellationToken);
        return stores;
    }

    private static RunBatch BatchOf(int number)
    {
        var random = new Random(number);
        var metrics = new List<LoggedMetric>(PointsPerBatch);
        for (var i = 0; i < PointsPerBatch; i++)
        {
            var step = ((long)number * PointsPerKey) + (i / Keys);
            var key = string.Create(CultureInfo.InvariantCulture, $"metric_{i % Keys}");
            var time = 1_700_000_000_000 + (step * 1_000) + random.Next(50);
            metrics.Add(new LoggedMetric(key, new MetricPoint(step, time, random.NextDouble())));
        }

        return new RunBatch("run", metrics, [], []);
    }

    private static async Task<double> TimeStoreAsync(
        IRunStore runs, List<RunBatch> batches, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            await runs.LogAsync(batch, cancellationToken);
        }

        return MicrosecondsPerPoint(start, batches.Count);
    }

    private static double Time(List<RunBatch> batches, Action<IReadOnlyList<LoggedMetric>> write)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            write(batch.Metrics);
        }

        return MicrosecondsPerPoint(start, batches.Count);
    }

    private static double MicrosecondsPerPoint(long start, int batches) =>
        Stopwatch.GetElapsedTime(start).TotalMicroseconds / (batches * PointsPerBatch);

    /// <summary>The ratio is the median of the rounds' ratios: above 1 the store is the faster one.</summary>
    private static void Print(TextWriter output, string name, List<double> times, List<double> store)
    {
        var ratio = Median(times.Zip(store, (time, storeTime) => time / storeTime));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-40} {Median(times),6:0.00} us/point median, {times.Average(),6:0.00} mean; " +
            $"speed of the store / this: {ratio:0.00}"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
