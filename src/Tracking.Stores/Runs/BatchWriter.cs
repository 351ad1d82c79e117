using Tracking.Core;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Runs;

/// <summary>Writes what runs log. On the writer's thread, inside the request's savepoint.</summary>
internal sealed class BatchWriter(WriteSession session)
{
    private readonly MetricWriter _metrics = new(session);

    public void Write(PreparedBatch prepared)
    {
        var run = RunRow.RequireActive(session, prepared.Batch.RunId);
        WriteParams(run, prepared.Batch);
        foreach (var tag in prepared.Tags)
        {
            RunTags.Set(session, run, tag);
        }

        foreach (var (key, points) in prepared.Series)
        {
            _metrics.Append(run, session.KeyId(key), points);
        }

        foreach (var metric in prepared.Linked)
        {
            WriteModelMetric(run, metric, metric.Link!);
        }
    }

    private void WriteParams(RunRow run, RunBatch batch)
    {
        List<(string Key, string OldValue, string NewValue)>? conflicts = null;
        foreach (var (key, value) in batch.Params)
        {
            var keyId = session.KeyId(key);
            var logged = FindParam(run.RunKey, keyId);
            if (logged is null)
            {
                session.Statement(RunSql.InsertParam)
                    .Bind(1, run.RunKey).Bind(2, keyId).Bind(3, run.ExperimentId).Bind(4, value).Run();
            }
            else if (logged != value)
            {
                (conflicts ??= []).Add((key, logged, value));
            }
        }

        if (conflicts is not null)
        {
            var (key, oldValue, newValue) = conflicts[0];
            throw batch.IsSingleParam
                ? RunErrors.ParamChanged(batch.RunId, key, oldValue, newValue)
                : RunErrors.ParamsChanged(batch.RunId, conflicts);
        }
    }

    private string? FindParam(long runKey, long keyId)
    {
        var statement = session.Statement(RunSql.SelectParam).Bind(1, runKey).Bind(2, keyId);
        if (!statement.Step())
        {
            return null;
        }

        var value = statement.Text(0);
        statement.Reset();
        return value;
    }

    private void WriteModelMetric(RunRow run, LoggedMetric metric, MetricLink link)
    {
        var modelKey = session.Statement(RunSql.SelectModelKey).Bind(1, link.ModelId).SingleInt64()
            ?? throw LoggedModelErrors.NotFoundForMetric(link.ModelId!, metric.Key);
        session.Statement(RunSql.SetModelMetric)
            .Bind(1, modelKey)
            .Bind(2, session.KeyId(metric.Key))
            .Bind(3, link.DatasetName ?? "")
            .Bind(4, link.DatasetDigest ?? "")
            .Bind(5, run.RunKey)
            .Bind(6, metric.Point.Value)
            .Bind(7, metric.Point.Step)
            .Bind(8, metric.Point.TimestampMs)
            .Run();
    }
}
