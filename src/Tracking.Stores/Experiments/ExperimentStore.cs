using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Lifecycle;
using Tracking.Stores.Search;

namespace Tracking.Stores.Experiments;

/// <summary>Keeps experiments.</summary>
internal sealed class ExperimentStore(StoreDatabase database, ExperimentSearch search) : IExperimentStore
{
    private readonly ExperimentHydrator _hydrator = new(database.KeyNames);

    public Task EnsureDefaultAsync(string artifactRoot, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(ExperimentSql.InsertDefault)
                .Bind(1, ArtifactLocation.OfExperiment(artifactRoot, 0))
                .Bind(2, session.NowMs)
                .Run(),
            cancellationToken);

    public Task<Experiment> CreateAsync(NewExperiment experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return database.CreateAsync(experiment.Once, session => Create(session, experiment), cancellationToken);
    }

    public Task<Experiment?> FindAsync(long experimentId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, experimentId), cancellationToken);

    public Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => IdOf(session, name) is { } id ? Find(session, id) : null,
            cancellationToken);

    public Task RenameAsync(long experimentId, string newName, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (RequireLifecycle(session, experimentId) == LifecycleStage.Deleted)
                {
                    throw ExperimentErrors.CannotRename();
                }

                if (IdOf(session, newName) is { } other && other != experimentId)
                {
                    throw ExperimentErrors.NewNameTaken(newName);
                }

                session.Statement(ExperimentSql.Rename)
                    .Bind(1, newName).Bind(2, session.NowMs).Bind(3, experimentId).Run();
            },
            cancellationToken);

    public Task DeleteAsync(long experimentId, CancellationToken cancellationToken) =>
        MoveAsync(experimentId, LifecycleStage.Deleted, cancellationToken);

    public Task RestoreAsync(long experimentId, CancellationToken cancellationToken) =>
        MoveAsync(experimentId, LifecycleStage.Active, cancellationToken);

    public Task SetTagAsync(long experimentId, Tag tag, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                RequireActive(session, experimentId);
                SetTag(session, experimentId, tag);
            },
            cancellationToken);

    public Task DeleteTagAsync(long experimentId, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                RequireActive(session, experimentId);
                if (session.FindKeyId(key) is not { } keyId
                    || session.Statement(ExperimentSql.DeleteTag).Bind(1, experimentId).Bind(2, keyId).Change() == 0)
                {
                    throw ExperimentErrors.TagNotFound(experimentId, key);
                }
            },
            cancellationToken);

    public Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    /// <exception cref="Core.Errors.TrackingException">There is no such experiment, or it is deleted.</exception>
    internal static void RequireActive(StoreSession session, long experimentId)
    {
        if (RequireLifecycle(session, experimentId) == LifecycleStage.Deleted)
        {
            throw ExperimentErrors.NotActive(experimentId);
        }
    }

    /// <summary>Where the files of an active experiment lie.</summary>
    /// <exception cref="Core.Errors.TrackingException">There is no such experiment, or it is deleted.</exception>
    internal static string RequireActiveLocation(StoreSession session, long experimentId)
    {
        RequireActive(session, experimentId);
        return LocationOf(session, experimentId);
    }

    /// <summary>Where the files of an experiment lie, deleted or not; it is there.</summary>
    internal static string LocationOf(StoreSession session, long experimentId)
    {
        var statement = session.Statement(ExperimentSql.SelectLocation).Bind(1, experimentId);
        _ = statement.Step();
        var location = statement.Text(0);
        statement.Reset();
        return location;
    }

    private Experiment Create(WriteSession session, NewExperiment experiment)
    {
        if (IdOf(session, experiment.Name) is not null)
        {
            throw ExperimentErrors.AlreadyExists(experiment.Name);
        }

        var id = session.Statement(ExperimentSql.Insert)
            .Bind(1, experiment.Name).Bind(2, session.NowMs).SingleInt64()!.Value;
        var location = experiment.ArtifactLocation ?? ArtifactLocation.OfExperiment(experiment.ArtifactRoot, id);
        session.Statement(ExperimentSql.SetLocation).Bind(1, location).Bind(2, id).Run();
        foreach (var tag in experiment.Tags)
        {
            SetTag(session, id, tag);
        }

        return Find(session, id)!;
    }

    /// <summary>The runs follow their experiment, those that were deleted one by one too.</summary>
    private Task MoveAsync(long experimentId, LifecycleStage target, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (RequireLifecycle(session, experimentId, isShared: false) == target)
                {
                    throw ExperimentErrors.NotFound(experimentId);
                }

                var now = session.NowMs;
                session.Statement(ExperimentSql.Move)
                    .Bind(1, (long)target).Bind(2, now).Bind(3, experimentId).Run();
                session.Statement(ExperimentSql.MoveRuns)
                    .Bind(1, (long)target)
                    .Bind(2, target == LifecycleStage.Deleted ? now : (long?)null)
                    .Bind(3, experimentId)
                    .Run();
            },
            cancellationToken);

    private Experiment? Find(StoreSession session, long id) => _hydrator.Hydrate(session, [id]).SingleOrDefault();

    private static long? IdOf(StoreSession session, string name) =>
        session.Statement(ExperimentSql.SelectIdByName).Bind(1, name).SingleInt64();

    /// <summary>The stage stays as it is while others share the experiment; one that changes it has it alone.</summary>
    private static LifecycleStage RequireLifecycle(StoreSession session, long experimentId, bool isShared = true)
    {
        session.Lock($"experiment {experimentId}", isShared);
        return session.Statement(ExperimentSql.SelectLifecycle).Bind(1, experimentId).SingleInt64() is { } lifecycle
            ? (LifecycleStage)lifecycle
            : throw ExperimentErrors.NotFound(experimentId);
    }

    private static void SetTag(WriteSession session, long experimentId, Tag tag) =>
        session.Statement(ExperimentSql.SetTag)
            .Bind(1, experimentId).Bind(2, session.KeyId(tag.Key)).Bind(3, tag.Value).Run();
}
