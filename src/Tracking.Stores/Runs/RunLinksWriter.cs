using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Lifecycle;

namespace Tracking.Stores.Runs;

/// <summary>Links runs to datasets and models; a link that exists is left, its tags and step are set.</summary>
internal static class RunLinksWriter
{
    public static void WriteInputs(
        WriteSession session, string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds)
    {
        var run = RunRow.RequireActive(session, runId);
        LostRuns.Revive(session, run);
        if (datasets.Count > 0)
        {
            // Of other runs: two of them could name the same new datasets in different orders.
            session.Lock($"datasets {run.ExperimentId}");
        }

        foreach (var input in datasets)
        {
            WriteDataset(session, run, input);
        }

        foreach (var modelId in modelIds)
        {
            session.Statement(RunSql.InsertModelInput).Bind(1, run.RunKey).Bind(2, modelId).Run();
        }
    }

    public static void WriteOutputs(WriteSession session, string runId, IReadOnlyList<ModelOutput> models)
    {
        var run = RunRow.RequireActive(session, runId);
        LostRuns.Revive(session, run);
        foreach (var (modelId, step) in models)
        {
            session.Statement(RunSql.SetOutput).Bind(1, run.RunKey).Bind(2, modelId).Bind(3, step).Run();
        }
    }

    private static void WriteDataset(WriteSession session, RunRow run, DatasetInput input)
    {
        var dataset = input.Dataset;
        session.Statement(RunSql.InsertDataset)
            .Bind(1, run.ExperimentId)
            .Bind(2, dataset.Name)
            .Bind(3, dataset.Digest)
            .Bind(4, dataset.SourceType)
            .Bind(5, dataset.Source)
            .Bind(6, dataset.Schema)
            .Bind(7, dataset.Profile)
            .Run();
        var datasetId = session.Statement(RunSql.SelectDataset)
            .Bind(1, run.ExperimentId).Bind(2, dataset.Name).Bind(3, dataset.Digest).SingleInt64()!.Value;
        session.Statement(RunSql.InsertInput).Bind(1, run.RunKey).Bind(2, datasetId).Run();
        var inputId = session.Statement(RunSql.SelectInput)
            .Bind(1, run.RunKey).Bind(2, datasetId).SingleInt64()!.Value;
        foreach (var tag in input.Tags)
        {
            session.Statement(RunSql.SetInputTag)
                .Bind(1, inputId).Bind(2, session.KeyId(tag.Key)).Bind(3, tag.Value).Run();
        }
    }
}
