using System.Globalization;
using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>Empties the trash.</summary>
internal sealed class TrashStore(StoreDatabase database, IReadOnlyList<IExperimentContent> contents) : ITrashStore
{
    private const int ContentPerTransaction = 200;

    private const string SelectArtifacts = """
        SELECT purge_id, artifact_uri FROM purge_artifact WHERE purge_id > ?1 ORDER BY purge_id LIMIT ?2
        """;

    private const string DeleteArtifacts =
        "DELETE FROM purge_artifact WHERE purge_id IN (SELECT value FROM json_each(?))";

    public Task<IReadOnlyList<TrashedItem>> FindAsync(
        TrashKind kind, long deletedUntilMs, TrashedItem? after, int itemsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TrashedItem>>(
            session => ReadItems(kind, session.Statement(TrashSql.Of(kind).Find)
                .Bind(1, deletedUntilMs)
                .Bind(2, after?.DeletedMs ?? long.MinValue)
                .Bind(3, after?.Key ?? long.MinValue)
                .Bind(4, (long)itemsMax)),
            cancellationToken);

    public Task<IReadOnlyList<TrashedItem>> RequireAsync(
        TrashKind kind, IReadOnlyList<string> ids, long deletedUntilMs, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TrashedItem>>(
            session => [.. ids.Select(id => Require(session, kind, id, deletedUntilMs))], cancellationToken);

    public Task<IReadOnlyList<TrashedItem>> FindContentAsync(
        TrashKind kind, TrashedItem experiment, long afterKey, int itemsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TrashedItem>>(
            session => ReadItems(kind, session.Statement(TrashSql.Of(kind).Content)
                .Bind(1, experiment.Key).Bind(2, afterKey).Bind(3, (long)itemsMax)),
            cancellationToken);

    public Task<PurgeOutcome> PurgeAsync(
        IReadOnlyList<TrashedItem> items, long deletedUntilMs, bool isDryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
        {
            return Task.FromResult(PurgeOutcome.Nothing);
        }

        var purge = new ItemPurge(items[0].Kind, JsonKeys.Of(items.Select(item => item.Key)), deletedUntilMs);
        return isDryRun
            ? database.ReadAsync(purge.Look, cancellationToken)
            : database.WriteAsync(purge.Run, WriteSize.Background, cancellationToken);
    }

    public Task<bool> PurgeContentAsync(
        TrashedItem experiment, long deletedUntilMs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return database.WriteAsync(
            session => PurgeContent(session, experiment.Key, deletedUntilMs),
            WriteSize.Background,
            cancellationToken);
    }

    public Task<bool> PurgeSeriesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(SeriesPurge.RunSlice, WriteSize.Background, cancellationToken);

    public Task<IReadOnlyList<PendingArtifacts>> FindArtifactsAsync(
        long afterId, int foldersMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PendingArtifacts>>(
            session =>
            {
                var found = new List<PendingArtifacts>();
                var statement = session.Statement(SelectArtifacts).Bind(1, afterId).Bind(2, (long)foldersMax);
                while (statement.Step())
                {
                    found.Add(new PendingArtifacts(statement.Int64(0), statement.Text(1)));
                }

                return found;
            },
            cancellationToken);

    public Task ForgetArtifactsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(DeleteArtifacts).Bind(1, JsonKeys.Of(ids)).Run(),
            WriteSize.Background,
            cancellationToken);

    /// <summary>Nothing of an experiment that was restored meanwhile.</summary>
    private bool PurgeContent(WriteSession session, long experimentId, long deletedUntilMs)
    {
        var take = session.Statement(TrashSql.Of(TrashKind.Experiment).Take)
            .Bind(1, JsonKeys.Of([experimentId])).Bind(2, deletedUntilMs);
        if (!take.Step())
        {
            return false;
        }

        take.Reset();
        var uris = new List<string>();
        var removed = 0;
        foreach (var content in contents)
        {
            removed += content.Remove(session, experimentId, ContentPerTransaction - removed, uris);
            if (removed >= ContentPerTransaction)
            {
                break;
            }
        }

        uris.ForEach(uri => PendingPurges.AddArtifacts(session, uri));
        return removed > 0;
    }

    private static TrashedItem Require(StoreSession session, TrashKind kind, string id, long deletedUntilMs)
    {
        var statement = session.Statement(TrashSql.Of(kind).Require);
        _ = kind == TrashKind.Experiment
            ? statement.Bind(1, ExperimentRules.ParseId(id))
            : statement.Bind(1, id);
        if (!statement.Step())
        {
            throw TrashErrors.NotFound(kind, id);
        }

        var item = new TrashedItem(kind, statement.Int64(0), id, statement.NullableInt64(2) ?? 0);
        var isDeleted = statement.Int64(1) == (long)LifecycleStage.Deleted;
        statement.Reset();
        if (!isDeleted)
        {
            throw TrashErrors.NotDeleted(kind, id);
        }

        return item.DeletedMs <= deletedUntilMs ? item : throw TrashErrors.TooYoung(kind, id);
    }

    private static List<TrashedItem> ReadItems(TrashKind kind, StoreStatement statement)
    {
        var items = new List<TrashedItem>();
        while (statement.Step())
        {
            var key = statement.Int64(0);
            var id = kind == TrashKind.Experiment ? key.ToString(CultureInfo.InvariantCulture) : statement.Text(1);
            items.Add(new TrashedItem(kind, key, id, statement.Int64(2)));
        }

        return items;
    }
}
