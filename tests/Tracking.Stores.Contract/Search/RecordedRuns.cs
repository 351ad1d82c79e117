using Tracking.Core;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.Search;

/// <summary>The six runs that MLflow's answers were recorded with.</summary>
internal static class RecordedRuns
{
    private static readonly double?[] Accuracies = [0.1, 0.5, double.NaN, null, double.MaxValue, double.MinValue];
    private static readonly string[] LearningRates = ["10", "9", "8", "7", "6", "abc"];

    /// <summary>The id of run0 to run5; they do not sort like the names.</summary>
    public static string IdOf(int number) => new("324165"[number], 32);

    public static string NameOf(Run run) => run.Info.Name;

    public static async Task CreateAsync(IRunStore runs, long experimentId, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 6; i++)
        {
            var name = $"run{i}";
            Tag[] tags = [new("mlflow.runName", name), new("group", $"g{i % 2}")];
            await runs.CreateAsync(
                new NewRun(IdOf(i), experimentId, $"u{i % 2}", name, 1000 + (i / 2), tags), cancellationToken);
            LoggedMetric[] metrics =
                Accuracies[i] is { } accuracy ? [new("acc", new MetricPoint(0, 1, accuracy))] : [];
            await runs.LogAsync(
                new RunBatch(IdOf(i), metrics, [new("lr", LearningRates[i])], []), cancellationToken);
        }

        await runs.LogAsync(
            new RunBatch(IdOf(0), [new("my metric/x", new MetricPoint(0, 1, -3.5))], [new("only0", "Zed")], []),
            cancellationToken);
        await runs.LogInputsAsync(
            IdOf(0),
            [new(new Dataset("ds1", "abc", "local", "s", null, null), [new Tag("mlflow.data.context", "train")])],
            [],
            cancellationToken);
        await runs.LogAsync(new RunBatch(IdOf(3), [], [], [new("we ird.k", "W")]), cancellationToken);
        await runs.UpdateAsync(IdOf(1), new RunChange(RunStatus.Finished, 2000, null), cancellationToken);
        await runs.UpdateAsync(IdOf(2), new RunChange(RunStatus.Failed, 3000, null), cancellationToken);
    }
}
