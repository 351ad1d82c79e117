using Tracking.Core;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Runs;

/// <summary>Reads whole runs within one snapshot: a statement per table for any number of runs.</summary>
internal sealed class RunHydrator(KeyNameCache keyNames)
{
    private const string SelectRuns = """
        SELECT run_key, run_id, experiment_id, name, user_id, status, start_ms, end_ms, artifact_uri, lifecycle
        FROM run WHERE run_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectMetrics = """
        SELECT run_key, key_id, step, time_ms, value FROM metric_latest
        WHERE run_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectParams =
        "SELECT run_key, key_id, value FROM param WHERE run_key IN (SELECT value FROM json_each(?))";

    private const string SelectTags =
        "SELECT run_key, key_id, value FROM tag WHERE run_key IN (SELECT value FROM json_each(?))";

    /// <summary>The runs in the order of the keys; keys that do not exist are left out.</summary>
    public IReadOnlyList<Run> Hydrate(StoreSession session, IReadOnlyList<long> runKeys)
    {
        if (runKeys.Count == 0)
        {
            return [];
        }

        var json = JsonKeys.Of(runKeys);
        var infos = session.Statement(SelectRuns).Bind(1, json);
        var metrics = session.Statement(SelectMetrics).Bind(1, json);
        var parameters = session.Statement(SelectParams).Bind(1, json);
        var tags = session.Statement(SelectTags).Bind(1, json);
        var links = RunLinksReader.Bind(session, json);
        session.RunTogether(infos, metrics, parameters, tags, links.Datasets, links.ModelInputs, links.Outputs);

        var found = ReadInfos(infos);
        ReadMetrics(metrics, session, found);
        ReadPairs(parameters, session, found, static (run, key, value) => run.Params.Add(new Param(key, value)));
        ReadPairs(tags, session, found, static (run, key, value) => run.Tags.Add(new Tag(key, value)));
        links.Read(session, keyNames, json, found);
        var runs = new List<Run>(runKeys.Count);
        foreach (var key in runKeys)
        {
            if (found.TryGetValue(key, out var run))
            {
                runs.Add(run.Build());
            }
        }

        return runs;
    }

    /// <summary>The run without what it logged.</summary>
    public static RunInfo ReadInfo(StoreSession session, long runKey) =>
        ReadInfos(session.Statement(SelectRuns).Bind(1, JsonKeys.Of([runKey])))[runKey].Info;

    private static Dictionary<long, RunParts> ReadInfos(StoreStatement statement)
    {
        var found = new Dictionary<long, RunParts>();
        while (statement.Step())
        {
            found.Add(statement.Int64(0), new RunParts(new RunInfo(
                statement.Text(1),
                statement.Int64(2),
                statement.NullableText(3) ?? "",
                statement.NullableText(4) ?? "",
                (RunStatus)statement.Int32(5),
                statement.Int64(6),
                statement.NullableInt64(7),
                statement.NullableText(8) ?? "",
                (LifecycleStage)statement.Int32(9))));
        }

        return found;
    }

    private void ReadMetrics(
        StoreStatement statement, StoreSession session, Dictionary<long, RunParts> found)
    {
        while (statement.Step())
        {
            found[statement.Int64(0)].Metrics.Add(new LoggedMetric(
                keyNames.NameOf(session, statement.Int64(1)),
                new MetricPoint(statement.Int64(2), statement.Int64(3), statement.Double(4))));
        }
    }

    private void ReadPairs(
        StoreStatement statement,
        StoreSession session,
        Dictionary<long, RunParts> found,
        Action<RunParts, string, string> add)
    {
        while (statement.Step())
        {
            add(found[statement.Int64(0)], keyNames.NameOf(session, statement.Int64(1)), statement.Text(2));
        }
    }
}

/// <summary>A run while its parts are being read.</summary>
internal sealed class RunParts(RunInfo info)
{
    public RunInfo Info => info;

    public List<LoggedMetric> Metrics { get; } = [];

    public List<Param> Params { get; } = [];

    public List<Tag> Tags { get; } = [];

    public List<DatasetInput> Datasets { get; } = [];

    public List<string> ModelInputs { get; } = [];

    public List<ModelOutput> ModelOutputs { get; } = [];

    public Run Build() => new(info, Metrics, Params, Tags)
    {
        DatasetInputs = Datasets,
        ModelInputs = ModelInputs,
        ModelOutputs = ModelOutputs,
    };
}
