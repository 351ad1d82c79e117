using System.Globalization;
using Tracking.Core;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores;

namespace Tracking.Benchmarks.Data;

/// <summary>
/// Runs with 10 metrics, 10 params and 5 tags each, all in experiment 0; the same for the same number every time.
/// </summary>
internal static class RunsData
{
    private const int ConcurrencyMax = 64;
    private const long FirstStartMs = 1_700_000_000_000;

    private static readonly string[] Optimizers = ["adam", "sgd", "rmsprop", "lion"];
    private static readonly string[] Stages = ["draft", "review", "ready", "archived"];
    private static readonly string[] Models = ["resnet18", "resnet50", "vit-base", "vit-large", "convnext", "bert"];

    public static Task<StorePlace> OpenAsync(BenchmarkContext context, int runs) => StorePlace.CachedAsync(
        context,
        string.Create(CultureInfo.InvariantCulture, $"runs-{runs}"),
        (stores, token) => FillAsync(stores, runs, token));

    private static async Task FillAsync(TrackingStores stores, int runs, CancellationToken cancellationToken)
    {
        await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", cancellationToken);
        await Parallel.ForAsync(
            0,
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = ConcurrencyMax, CancellationToken = cancellationToken },
            async (number, token) => await WriteRunAsync(stores.Runs, number, token));
    }

    private static async Task WriteRunAsync(IRunStore runs, int number, CancellationToken cancellationToken)
    {
        var random = new Random(number);
        var id = string.Create(CultureInfo.InvariantCulture, $"{random.Next():x8}{number:x24}");
        var name = string.Create(CultureInfo.InvariantCulture, $"run-{random.Next(1_000_000):d6}-{number}");
        var start = FirstStartMs + (number * 1_000L) + random.Next(1_000);
        await runs.CreateAsync(new NewRun(id, 0, "user", name, start, []), cancellationToken);
        await runs.LogAsync(
            new RunBatch(id, MetricsOf(random, start), ParamsOf(random, number), TagsOf(random)), cancellationToken);
        var end = start + random.Next(60_000, 3_600_000);
        await runs.UpdateAsync(id, new RunChange(RunStatus.Finished, end, null), cancellationToken);
    }

    private static List<LoggedMetric> MetricsOf(Random random, long start)
    {
        string[] keys = ["acc", "loss", "f1", "auc", "precision", "recall", "lr_last", "epoch", "grad_norm", "time_s"];
        return [.. keys.Select(key => new LoggedMetric(key, new MetricPoint(1, start + 500, random.NextDouble())))];
    }

    private static List<Param> ParamsOf(Random random, int number) =>
    [
        new("opt", Optimizers[random.Next(Optimizers.Length)]),
        new("model", Models[random.Next(Models.Length)]),
        new("lr", (random.Next(1, 97) / 1000.0).ToString(CultureInfo.InvariantCulture)),
        new("batch", (16 << random.Next(5)).ToString(CultureInfo.InvariantCulture)),
        new("seed", random.Next(10_000).ToString(CultureInfo.InvariantCulture)),
        new("group", (number / 10).ToString(CultureInfo.InvariantCulture)),
        .. Enumerable.Range(0, 4).Select(i => new Param(
            string.Create(CultureInfo.InvariantCulture, $"p{i}"),
            random.Next(1000).ToString(CultureInfo.InvariantCulture))),
    ];

    /// <summary>Four; the store adds the name as the fifth.</summary>
    private static List<Tag> TagsOf(Random random) =>
    [
        new("stage", Stages[random.Next(Stages.Length)]),
        new("team", $"team-{(char)('a' + random.Next(7))}"),
        new("mlflow.user", $"user{(char)('a' + random.Next(20))}"),
        new("mlflow.source.name", $"train_{(char)('a' + random.Next(5))}.py"),
    ];
}
