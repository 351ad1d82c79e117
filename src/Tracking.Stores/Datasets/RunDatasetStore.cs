using Tracking.Core.Datasets;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Datasets;

/// <summary>Reads which datasets the runs of experiments used.</summary>
internal sealed class RunDatasetStore(StoreDatabase database) : IRunDatasetStore
{
    private const string ContextTag = "mlflow.data.context";

    /// <summary>Uses in the order in which runs first had them.</summary>
    private const string SelectSummaries = """
        SELECT d.experiment_id, d.name, d.digest, t.value FROM dataset d
        JOIN run_input i ON i.dataset_id = d.dataset_id
        LEFT JOIN run_input_tag t ON t.input_id = i.input_id AND t.key_id = ?2
        WHERE d.experiment_id IN (SELECT value FROM json_each(?1))
        GROUP BY d.experiment_id, d.name, d.digest, t.value
        ORDER BY d.experiment_id, d.name, d.digest, min(i.input_id) LIMIT ?3
        """;

    /// <summary>No key has it.</summary>
    private const long NoKey = -1;

    public Task<IReadOnlyList<RunDatasetSummary>> SummariseAsync(
        IReadOnlyList<long> experimentIds, int maxResults, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RunDatasetSummary>>(
            session =>
            {
                var context = database.KeyNames.Find(session, ContextTag) ?? NoKey;
                var row = session.Statement(SelectSummaries)
                    .Bind(1, JsonKeys.Of(experimentIds)).Bind(2, context).Bind(3, (long)maxResults);
                var summaries = new List<RunDatasetSummary>();
                while (row.Step())
                {
                    summaries.Add(new RunDatasetSummary(
                        row.Int64(0), row.Text(1), row.Text(2), row.NullableText(3)));
                }

                return summaries;
            },
            cancellationToken);
}
