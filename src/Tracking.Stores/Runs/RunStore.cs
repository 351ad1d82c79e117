using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Experiments;
using Tracking.Stores.Lifecycle;
using Tracking.Stores.Search;

namespace Tracking.Stores.Runs;

/// <summary>Keeps runs.</summary>
internal sealed class RunStore(StoreDatabase database, RunHydrator hydrator, RunSearch search) : IRunStore
{
    public Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return database.CreateAsync(run.Once, session => Create(session, run), cancellationToken);
    }

    public Task<Run> GetAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => hydrator.Hydrate(session, [RunRow.Require(session, runId).RunKey])[0], cancellationToken);

    public Task<RunInfo> GetInfoAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => RunHydrator.ReadInfo(session, RunRow.Require(session, runId).RunKey), cancellationToken);

    public Task<RunInfo> UpdateAsync(string runId, RunChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return database.WriteAsync(session => Update(session, runId, change), cancellationToken);
    }

    public Task DeleteAsync(string runId, CancellationToken cancellationToken) =>
        MoveAsync(runId, LifecycleStage.Deleted, cancellationToken);

    public Task RestoreAsync(string runId, CancellationToken cancellationToken) =>
        MoveAsync(runId, LifecycleStage.Active, cancellationToken);

    public async Task LogAsync(RunBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var prepared = PreparedBatch.From(batch);
        var run = await database.WriteAsync(
            session => session.Batches.Write(prepared), prepared.Size, cancellationToken);

        // Tags alone are no sign of life: people set them on what has long ended.
        if (run.Status != RunStatus.Running && prepared.Series.Count + batch.Params.Count > 0)
        {
            await database.WriteAsync(session => LostRuns.Revive(session, run), cancellationToken);
        }
    }

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var run = RunRow.RequireActive(session, runId);
                if (session.FindKeyId(key) is not { } keyId
                    || session.Statement(RunSql.DeleteTag).Bind(1, run.RunKey).Bind(2, keyId).Change() == 0)
                {
                    throw RunErrors.TagNotFound(runId, key);
                }
            },
            cancellationToken);

    public Task LogInputsAsync(
        string runId,
        IReadOnlyList<DatasetInput> datasets,
        IReadOnlyList<string> modelIds,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        var bytes = datasets.Sum(input => 1_024L
            + (2L * (input.Dataset.Source.Length + (input.Dataset.Schema?.Length ?? 0)
                + (input.Dataset.Profile?.Length ?? 0))));
        return database.WriteAsync(
            session => RunLinksWriter.WriteInputs(session, runId, datasets, modelIds),
            new WriteSize(1_024 + bytes, 1 + datasets.Count),
            cancellationToken);
    }

    public Task LogOutputsAsync(
        string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken) =>
        database.WriteAsync(session => RunLinksWriter.WriteOutputs(session, runId, models), cancellationToken);

    public Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    public Task<long> CountAsync(RunQuery query, CancellationToken cancellationToken) =>
        search.CountAsync(query, cancellationToken);

    private Run Create(WriteSession session, NewRun run)
    {
        if (RunRow.Find(session, run.RunId) is { } known)
        {
            // The answer to the first call got lost and the client called again.
            return known.ExperimentId == run.ExperimentId && known.StartMs == run.StartMs
                ? hydrator.Hydrate(session, [known.RunKey])[0]
                : throw RunErrors.AlreadyExists(run.RunId);
        }

        var location = ExperimentStore.RequireActiveLocation(session, run.ExperimentId);
        var key = session.Statement(RunSql.Insert)
            .Bind(1, run.RunId)
            .Bind(2, run.ExperimentId)
            .Bind(3, (long)RunStatus.Running)
            .Bind(4, run.StartMs)
            .Bind(5, run.Name)
            .Bind(6, run.UserId)
            .Bind(7, ArtifactLocation.OfRun(location, run.RunId))
            .SingleInt64()!.Value;
        var row = new RunRow(key, run.ExperimentId, LifecycleStage.Active, run.StartMs, RunStatus.Running);
        foreach (var tag in run.Tags)
        {
            RunTags.Set(session, row, tag);
        }

        RunTags.Set(session, row, new Tag(RunTags.RunName, run.Name));
        return hydrator.Hydrate(session, [row.RunKey])[0];
    }

    private static RunInfo Update(WriteSession session, string runId, RunChange change)
    {
        var run = RunRow.RequireActive(session, runId);

        // An empty name is what clients send that do not mean to rename.
        var name = string.IsNullOrEmpty(change.Name) ? null : change.Name;
        session.Statement(RunSql.Update)
            .Bind(1, (long?)change.Status).Bind(2, change.EndMs).Bind(3, name).Bind(4, run.RunKey).Run();
        if (change.Status is not null)
        {
            LostRuns.Settle(session, run.RunKey);
        }

        if (name is not null)
        {
            RunTags.Set(session, run, new Tag(RunTags.RunName, name));
        }

        return RunHydrator.ReadInfo(session, run.RunKey);
    }

    private Task MoveAsync(string runId, LifecycleStage target, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(RunSql.Move)
                .Bind(1, (long)target)
                .Bind(2, target == LifecycleStage.Deleted ? session.NowMs : (long?)null)
                .Bind(3, RunRow.RequireLocked(session, runId).RunKey)
                .Run(),
            cancellationToken);
}
