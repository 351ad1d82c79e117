using Tracking.Core;
using Tracking.Core.Registry;
using Tracking.Core.Search.Paging;
using Tracking.Core.Webhooks;
using Tracking.Stores.Dialects;
using Tracking.Stores.Lifecycle;
using Tracking.Stores.LoggedModels;
using Tracking.Stores.Search;
using Tracking.Stores.Webhooks;

namespace Tracking.Stores.Registry;

/// <summary>Keeps the versions of registered models.</summary>
internal sealed class ModelVersionStore(
    StoreDatabase database,
    ModelVersionHydrator hydrator,
    ModelVersionSearch search,
    WebhookEventWriter events) : IModelVersionStore
{
    public Task<ModelVersion> CreateAsync(NewModelVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return database.CreateAsync(version.Once, session => Create(session, version), cancellationToken);
    }

    public Task<ModelVersion> GetAsync(string name, int version, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => Get(session, RegistryRows.RequireVersion(session, name, version).VersionKey), cancellationToken);

    public Task<ModelVersion> GetByAliasAsync(string name, string alias, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var model = RegistryRows.RequireModel(session, name);
                var key = session.Statement(RegistrySql.SelectVersionKeyByAlias)
                    .Bind(1, model).Bind(2, alias).SingleInt64();
                return Get(session, key ?? throw RegistryErrors.AliasNotFound(alias));
            },
            cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> GetLatestAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken) =>
        database.ReadAsync(session => GetLatest(session, name, stages), cancellationToken);

    public Task<ModelVersion> UpdateAsync(
        string name, int version, string? description, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var (key, _) = RegistryRows.RequireVersion(session, name, version);
                session.Statement(RegistrySql.DescribeVersion)
                    .Bind(1, description).Bind(2, session.NowMs).Bind(3, key).Run();
                return Get(session, key);
            },
            cancellationToken);

    public Task<ModelVersion> TransitionAsync(
        string name, int version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken)
    {
        if (archiveExisting && stage is not (ModelStage.Staging or ModelStage.Production))
        {
            throw RegistryErrors.CannotArchiveExisting(stage);
        }

        return database.WriteAsync(
            session => Transition(session, RegistryRows.RequireVersion(session, name, version), stage, archiveExisting),
            cancellationToken);
    }

    public Task DeleteAsync(string name, int version, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var (key, model) = RegistryRows.RequireVersion(session, name, version);
                var now = session.NowMs;
                session.Statement(RegistrySql.DeleteVersion).Bind(1, now).Bind(2, key).Run();
                session.Statement(RegistrySql.TouchModel).Bind(1, now).Bind(2, model).Run();

                // MLflow leaves aliases that point nowhere.
                session.Statement(RegistrySql.DeleteAliasesOfVersion).Bind(1, model).Bind(2, version).Run();
            },
            cancellationToken);

    public Task SetTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var (key, model) = RegistryRows.RequireVersion(session, name, version);
                SetTag(session, key, tag);
                events.Write(session, model, new VersionTagChanged(name, version, tag.Key, tag.Value));
            },
            cancellationToken);

    public Task DeleteTagAsync(string name, int version, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var (versionKey, model) = RegistryRows.RequireVersion(session, name, version);
                if (session.FindKeyId(key) is { } keyId)
                {
                    session.Statement(RegistrySql.DeleteVersionTag).Bind(1, versionKey).Bind(2, keyId).Run();
                }

                events.Write(session, model, new VersionTagChanged(name, version, key, Value: null));
            },
            cancellationToken);

    public Task<Page<ModelVersion>> SearchAsync(RegistryQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    private ModelVersion Create(WriteSession session, NewModelVersion version)
    {
        var model = RegistryRows.RequireModel(session, version.Name);
        var now = session.NowMs;
        session.Statement(RegistrySql.TakeVersionNumber).Bind(1, now).Bind(2, model).Run();
        var number = session.Statement(RegistrySql.SelectTakenVersionNumber).Bind(1, model).SingleInt64();
        var key = session.Statement(RegistrySql.InsertVersion)
            .Bind(1, model)
            .Bind(2, number)
            .Bind(3, version.Description)
            .Bind(4, version.Source)
            .Bind(5, version.StorageLocation)
            .Bind(6, version.RunId)
            .Bind(7, version.RunLink)
            .Bind(8, version.ModelId)
            .Bind(9, now)
            .SingleInt64()!.Value;
        foreach (var tag in version.Tags)
        {
            SetTag(session, key, tag);
        }

        if (version.ModelId is { } modelId)
        {
            RegistrationWriter.Note(session, modelId, version.Name, number!.Value);
        }

        var created = Get(session, key);
        events.Write(session, model, new VersionCreated(created));
        return created;
    }

    private ModelVersion Transition(
        WriteSession session, (long VersionKey, long ModelKey) row, ModelStage stage, bool archiveExisting)
    {
        var now = session.NowMs;
        var before = Get(session, row.VersionKey);
        var changes = archiveExisting ? ArchiveOthers(session, row, before.Name, stage, now) : [];
        session.Statement(RegistrySql.SetStage).Bind(1, (long)stage).Bind(2, now).Bind(3, row.VersionKey).Run();
        session.Statement(RegistrySql.TouchModel).Bind(1, now).Bind(2, row.ModelKey).Run();
        if (before.Stage != stage)
        {
            changes.Add(new VersionStageChanged(before.Name, before.Version, before.Stage, stage));
        }

        events.Write(session, row.ModelKey, changes);
        return Get(session, row.VersionKey);
    }

    private static List<RegistryChange> ArchiveOthers(
        WriteSession session, (long VersionKey, long ModelKey) row, string name, ModelStage stage, long nowMs)
    {
        var changes = new List<RegistryChange>();
        var archived = session.Statement(RegistrySql.ArchiveOthers)
            .Bind(1, nowMs).Bind(2, row.ModelKey).Bind(3, (long)stage).Bind(4, row.VersionKey);
        while (archived.Step())
        {
            changes.Add(new VersionStageChanged(name, archived.Int32(0), stage, ModelStage.Archived));
        }

        return changes;
    }

    private IReadOnlyList<ModelVersion> GetLatest(
        StoreSession session, string name, IReadOnlyList<ModelStage> stages)
    {
        var json = JsonKeys.Of([RegistryRows.RequireModel(session, name)]);
        var keys = new List<long>();
        var statement = session.Statement(RegistrySql.SelectLatest).Bind(1, json);
        while (statement.Step())
        {
            keys.Add(statement.Int64(1));
        }

        var latest = hydrator.Hydrate(session, keys);
        return stages.Count == 0 ? latest : [.. latest.Where(version => stages.Contains(version.Stage))];
    }

    private ModelVersion Get(StoreSession session, long key) => hydrator.Hydrate(session, [key])[0];

    private static void SetTag(WriteSession session, long versionKey, Tag tag) =>
        session.Statement(RegistrySql.SetVersionTag)
            .Bind(1, versionKey).Bind(2, session.KeyId(tag.Key)).Bind(3, tag.Value).Run();
}
