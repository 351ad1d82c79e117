using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.LoggedModels;
using Tracking.Core.Runs;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Experiments;
using Tracking.Stores.Lifecycle;

namespace Tracking.Stores.LoggedModels;

/// <summary>Keeps logged models; their metrics are written with those of runs.</summary>
internal sealed class LoggedModelStore(
    StoreDatabase database, LoggedModelHydrator hydrator, LoggedModelSearch search) : ILoggedModelStore
{
    public Task<LoggedModel> CreateAsync(NewLoggedModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        return database.CreateAsync(model.Once, session => Create(session, model), cancellationToken);
    }

    public Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Get(session, Row.Require(session, modelId).Key), cancellationToken);

    public Task<LoggedModel> FinalizeAsync(
        string modelId, LoggedModelStatus status, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var key = Row.Require(session, modelId).Key;
                session.Statement(LoggedModelSql.SetStatus)
                    .Bind(1, (long)status).Bind(2, session.NowMs).Bind(3, key).Run();
                return Get(session, key);
            },
            cancellationToken);

    public Task DeleteAsync(string modelId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                // Deleting twice is no error, unlike all else that is done to a deleted model.
                var row = Row.Find(session, modelId) ?? throw LoggedModelErrors.NotFound(modelId);
                session.Statement(LoggedModelSql.Delete).Bind(1, session.NowMs).Bind(2, row.Key).Run();
            },
            cancellationToken);

    public Task<LoggedModel> SetTagsAsync(
        string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return database.WriteAsync(
            session =>
            {
                var row = Row.Require(session, modelId);
                SetTags(session, row, tags);
                return Get(session, row.Key);
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var row = Row.Require(session, modelId);
                if (session.FindKeyId(key) is not { } keyId
                    || session.Statement(LoggedModelSql.DeleteTag).Bind(1, row.Key).Bind(2, keyId).Change() == 0)
                {
                    throw LoggedModelErrors.TagNotFound(modelId, key);
                }
            },
            cancellationToken);

    public Task LogParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return database.WriteAsync(
            session => LogParams(session, modelId, Row.Require(session, modelId), parameters), cancellationToken);
    }

    public Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    private LoggedModel Create(WriteSession session, NewLoggedModel model)
    {
        ExperimentStore.RequireActive(session, model.ExperimentId);
        if (Row.Find(session, model.ModelId) is not null)
        {
            throw LoggedModelErrors.AlreadyExists(model.ModelId);
        }

        var key = session.Statement(LoggedModelSql.Insert)
            .Bind(1, model.ModelId)
            .Bind(2, model.ExperimentId)
            .Bind(3, model.Name)
            .Bind(4, model.ModelType)
            .Bind(5, model.SourceRunId)
            .Bind(6, (long)LoggedModelStatus.Pending)
            .Bind(7, ArtifactLocation.OfLoggedModel(LocationOf(session, model.ExperimentId), model.ModelId))
            .Bind(8, session.NowMs)
            .SingleInt64()!.Value;
        var row = new Row(key, model.ExperimentId, LifecycleStage.Active);
        LogParams(session, model.ModelId, row, model.Params);
        SetTags(session, row, model.Tags);
        return Get(session, row.Key);
    }

    private LoggedModel Get(StoreSession session, long key) => hydrator.Hydrate(session, [key])[0];

    private static string LocationOf(StoreSession session, long experimentId)
    {
        var statement = session.Statement(ExperimentSql.SelectLocation).Bind(1, experimentId);
        if (!statement.Step())
        {
            throw ExperimentErrors.NotFound(experimentId);
        }

        var location = statement.Text(0);
        statement.Reset();
        return location;
    }

    private static void SetTags(WriteSession session, Row row, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            session.Statement(LoggedModelSql.SetTag)
                .Bind(1, row.Key).Bind(2, session.KeyId(tag.Key)).Bind(3, row.ExperimentId).Bind(4, tag.Value).Run();
        }
    }

    /// <summary>Params are written once; the same value again is accepted, so that a retry succeeds.</summary>
    private static void LogParams(WriteSession session, string modelId, Row row, IReadOnlyList<Param> parameters)
    {
        foreach (var parameter in parameters)
        {
            var keyId = session.KeyId(parameter.Key);
            var known = session.Statement(LoggedModelSql.SelectParam).Bind(1, row.Key).Bind(2, keyId);
            if (!known.Step())
            {
                session.Statement(LoggedModelSql.InsertParam)
                    .Bind(1, row.Key).Bind(2, keyId).Bind(3, row.ExperimentId).Bind(4, parameter.Value).Run();
                continue;
            }

            var value = known.Text(0);
            known.Reset();
            if (value != parameter.Value)
            {
                throw LoggedModelErrors.ParamChanged(modelId, parameter.Key, value, parameter.Value);
            }
        }
    }

    private readonly record struct Row(long Key, long ExperimentId, LifecycleStage Lifecycle)
    {
        /// <summary>Writes to one model come one after the other from here on.</summary>
        public static Row? Find(StoreSession session, string modelId)
        {
            session.Lock("logged model " + modelId);
            var statement = session.Statement(LoggedModelSql.SelectRow).Bind(1, modelId);
            if (!statement.Step())
            {
                return null;
            }

            var row = new Row(statement.Int64(0), statement.Int64(1), (LifecycleStage)statement.Int32(2));
            statement.Reset();
            return row;
        }

        /// <exception cref="Core.Errors.TrackingException">There is no such model, or it is deleted.</exception>
        public static Row Require(StoreSession session, string modelId) =>
            Find(session, modelId) is { Lifecycle: LifecycleStage.Active } row
                ? row
                : throw LoggedModelErrors.NotFound(modelId);
    }
}
