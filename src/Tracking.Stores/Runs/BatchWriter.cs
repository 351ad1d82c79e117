using Tracking.Core;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Metrics;

namespace Tracking.Stores.Runs;

/// <summary>Statement by statement, as suits a database in the same process.</summary>
internal sealed class BatchWriter(WriteSession session) : IBatchWriter
{
    private readonly MetricWriter _metrics = new(session);

    public RunRow Write(PreparedBatch prepared)
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

        return run;
    }

    private void WriteParams(RunRow run, RunBatch batch)
    {
        var conflicts = new List<(string Key, string OldValue, string NewValue)>();
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
                conflicts.Add((key, logged, value));
            }
        }

        RefuseChanged(batch, conflicts);
    }

    /// <exception cref="Core.Errors.TrackingException">There are params that would change.</exception>
    public static void RefuseChanged(
        RunBatch batch, IReadOnlyList<(string Key, string OldValue, string NewValue)> conflicts)
    {
        if (conflicts.Count > 0)
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
        RunSql.BindModelMetric(
            session.Statement(RunSql.SetModelMetric), modelKey, session.KeyId(metric.Key), run.RunKey, metric).Run();
    }
}
