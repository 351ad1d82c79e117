using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Stores.Tests.Metrics;

public sealed class LinkedMetricSpecs
{
    private const string InsertModel = """
        INSERT INTO logged_model(model_id, experiment_id, name, status, artifact_uri, created_ms, updated_ms)
        VALUES('m-1', 0, 'model', 2, 'root:/', 0, 0)
        """;

    [Fact]
    public async Task Metric_of_a_model_keeps_the_latest_per_dataset_and_the_runs_series_keeps_all()
    {
        await using var rig = await OpenWithModelAsync();

        await rig.Runs.LogAsync(
            new RunBatch(
                "r",
                [
                    Linked(2, 0.5, "train"),
                    Linked(1, 0.9, "train"),
                    Linked(2, double.NaN, "train"),
                    Linked(3, 0.25, "test"),
                    Linked(4, double.PositiveInfinity, null),
                ],
                [],
                []),
            CancellationToken.None);
        await rig.Runs.LogAsync(new RunBatch("r", [Linked(2, 0.7, "train")], [], []), CancellationToken.None);

        Assert.Equal(
            [("", 4, double.MaxValue), ("test", 3, 0.25), ("train", 2, double.NaN)], await ModelMetricsAsync(rig));
        var history = await rig.Metrics.GetHistoryAsync("r", "acc", null, null, CancellationToken.None);
        Assert.Equal(6, history.Items.Count);
        var latest = Assert.Single((await rig.Runs.GetAsync("r", CancellationToken.None)).Metrics);
        Assert.Equal(new LoggedMetric("acc", new MetricPoint(4, 10, double.MaxValue)), latest);
    }

    private static async Task<SqliteRig> OpenWithModelAsync()
    {
        var rig = await SqliteRig.OpenAsync(CancellationToken.None);
        await rig.Experiments.EnsureDefaultAsync("root:/", CancellationToken.None);
        await rig.Runs.CreateAsync(new NewRun("r", 0, "u", "n", 0, []), CancellationToken.None);
        await rig.Stores.Database.WriteAsync(
            session => session.Statement(InsertModel).Run(), CancellationToken.None);
        return rig;
    }

    private static LoggedMetric Linked(long step, double value, string? dataset) =>
        new("acc",
            new MetricPoint(step, 10, value)) { Link = new MetricLink("m-1", dataset, dataset is null ? null : "d") };

    private static Task<List<(string Dataset, long Step, double Value)>> ModelMetricsAsync(SqliteRig rig) =>
        rig.Stores.Database.ReadAsync(
            session =>
            {
                var rows = new List<(string Dataset, long Step, double Value)>();
                using var statement = session.Prepare(
                    "SELECT dataset_name, step, value FROM logged_model_metric ORDER BY dataset_name");
                while (statement.Step())
                {
                    rows.Add((statement.Text(0), statement.Int64(1), statement.Double(2)));
                }

                return rows;
            },
            CancellationToken.None);
}
