using System.Globalization;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores;

namespace Tracking.Benchmarks.Data;

/// <summary>Metric points; the same every time.</summary>
internal static class PointsData
{
    public const string LongRun = "00000000000000000000000000000000";
    public const string Key = "loss";
    private const int PointsPerBatch = 5_000;
    private const long FirstMs = 1_700_000_000_000;

    /// <summary>One series of so many points, in run <see cref="LongRun"/> under <see cref="Key"/>.</summary>
    public static Task<StorePlace> OpenSeriesAsync(BenchmarkContext context, int points) => StorePlace.CachedAsync(
        context,
        string.Create(CultureInfo.InvariantCulture, $"series-{points}"),
        async (stores, token) =>
        {
            await CreateRunAsync(stores, LongRun, token);
            await WriteSeriesAsync(stores.Runs, LongRun, Key, points, token);
        });

    /// <summary>So many points in one experiment: 100 runs of 10 metrics each.</summary>
    public static Task<StorePlace> OpenExperimentAsync(BenchmarkContext context, int points) => StorePlace.CachedAsync(
        context,
        string.Create(CultureInfo.InvariantCulture, $"points-{points}"),
        (stores, token) => FillAsync(stores, points / 1_000, token));

    private static async Task FillAsync(TrackingStores stores, int pointsPerSeries, CancellationToken token)
    {
        for (var run = 0; run < 100; run++)
        {
            var runId = run.ToString("x32", CultureInfo.InvariantCulture);
            await CreateRunAsync(stores, runId, token);
            for (var key = 0; key < 10; key++)
            {
                await WriteSeriesAsync(
                    stores.Runs, runId, string.Create(CultureInfo.InvariantCulture, $"m{key}"), pointsPerSeries, token);
            }
        }
    }

    private static async Task CreateRunAsync(TrackingStores stores, string runId, CancellationToken token)
    {
        await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", token);
        await stores.Runs.CreateAsync(new NewRun(runId, 0, "user", "points", FirstMs, []), token);
    }

    private static async Task WriteSeriesAsync(
        IRunStore runs, string runId, string key, int points, CancellationToken token)
    {
        var random = new Random(points);
        foreach (var steps in Enumerable.Range(0, points).Chunk(PointsPerBatch))
        {
            var metrics = steps.Select(step =>
            {
                var time = FirstMs + (step * 100L) + random.Next(50);
                return new LoggedMetric(key, new MetricPoint(step, time, Math.Exp(-step / 1e6) + random.NextDouble()));
            });
            await runs.LogAsync(new RunBatch(runId, [.. metrics], [], []), token);
        }
    }
}
