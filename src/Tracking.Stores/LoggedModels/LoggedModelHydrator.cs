using Tracking.Core;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.LoggedModels;

/// <summary>Reads whole logged models within one snapshot: a statement per table for any number of models.</summary>
internal sealed class LoggedModelHydrator(KeyNameCache keyNames)
{
    private const string SelectModels = """
        SELECT model_key, model_id, experiment_id, name, model_type, source_run_id, status, status_message,
          artifact_uri, created_ms, updated_ms
        FROM logged_model WHERE model_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectParams =
        "SELECT model_key, key_id, value FROM logged_model_param WHERE model_key IN (SELECT value FROM json_each(?))";

    private const string SelectTags =
        "SELECT model_key, key_id, value FROM logged_model_tag WHERE model_key IN (SELECT value FROM json_each(?))";

    private const string SelectMetrics = """
        SELECT x.model_key, x.key_id, x.step, x.time_ms, x.value, x.dataset_name, x.dataset_digest, r.run_id, l.model_id
        FROM logged_model_metric x JOIN run r ON r.run_key = x.run_key JOIN logged_model l ON l.model_key = x.model_key
        WHERE x.model_key IN (SELECT value FROM json_each(?))
        """;

    /// <summary>The models in the order of the keys; keys that do not exist are left out.</summary>
    public IReadOnlyList<LoggedModel> Hydrate(StoreSession session, IReadOnlyList<long> modelKeys)
    {
        var json = JsonKeys.Of(modelKeys);
        var parameters = KeyedTags.Read(session, keyNames, session.Statement(SelectParams).Bind(1, json));
        var tags = KeyedTags.Read(session, keyNames, session.Statement(SelectTags).Bind(1, json));
        var metrics = ReadMetrics(session, json);
        var found = new Dictionary<long, LoggedModel>(modelKeys.Count);
        var statement = session.Statement(SelectModels).Bind(1, json);
        while (statement.Step())
        {
            var key = statement.Int64(0);
            found.Add(key, Read(statement) with
            {
                Params = [.. (parameters.GetValueOrDefault(key) ?? []).Select(p => new Param(p.Key, p.Value))],
                Tags = tags.GetValueOrDefault(key) ?? [],
                Metrics = [.. metrics[key]],
            });
        }

        return [.. modelKeys.Where(found.ContainsKey).Select(key => found[key])];
    }

    private static LoggedModel Read(StoreStatement row) => new(
        row.Text(1),
        row.Int64(2),
        row.Text(3),
        row.NullableText(4),
        row.NullableText(5),
        (LoggedModelStatus)row.Int32(6),
        row.NullableText(7),
        row.Text(8),
        row.Int64(9),
        row.Int64(10));

    private ILookup<long, LoggedModelMetric> ReadMetrics(StoreSession session, string json)
    {
        var metrics = new List<(long Model, LoggedModelMetric Metric)>();
        var statement = session.Statement(SelectMetrics).Bind(1, json);
        while (statement.Step())
        {
            var point = new MetricPoint(statement.Int64(2), statement.Int64(3), statement.Double(4));
            var metric = new LoggedMetric(keyNames.NameOf(session, statement.Int64(1)), point)
            {
                Link = new MetricLink(
                    statement.Text(8), NullIfEmpty(statement.Text(5)), NullIfEmpty(statement.Text(6))),
            };
            metrics.Add((statement.Int64(0), new LoggedModelMetric(statement.Text(7), metric)));
        }

        return metrics
            .OrderBy(m => m.Metric.Metric.Key, StringComparer.Ordinal)
            .ThenBy(m => m.Metric.Metric.Point)
            .ToLookup(m => m.Model, m => m.Metric);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
