using Tracking.Core;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.EvaluationDatasets;

/// <summary>Keeps datasets to evaluate with.</summary>
internal sealed class EvaluationDatasetStore(
    StoreDatabase database, EvaluationDatasetHydrator hydrator, EvaluationDatasetSearch search)
    : IEvaluationDatasetStore
{
    public Task<EvaluationDataset> CreateAsync(NewEvaluationDataset dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return database.WriteAsync(session => Create(session, dataset), cancellationToken);
    }

    public Task<EvaluationDataset> GetAsync(string datasetId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Get(session, RequireKey(session, datasetId)), cancellationToken);

    public Task DeleteAsync(string datasetId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(EvaluationDatasetSql.Delete).Bind(1, datasetId).Run(), cancellationToken);

    public Task<Page<EvaluationDataset>> SearchAsync(
        EvaluationDatasetQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    public Task SetTagsAsync(string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => SetTags(
                session,
                FindKey(session, datasetId) ?? throw EvaluationDatasetErrors.NotFoundForTags(datasetId),
                tags),
            cancellationToken);

    public Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (FindKey(session, datasetId) is { } dataset && session.FindKeyId(key) is { } keyId)
                {
                    session.Statement(EvaluationDatasetSql.DeleteTag).Bind(1, dataset).Bind(2, keyId).Run();
                }
            },
            cancellationToken);

    public Task<IReadOnlyList<long>> GetExperimentIdsAsync(string datasetId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<long>>(
            session =>
            {
                var ids = new List<long>();
                var row = session.Statement(EvaluationDatasetSql.SelectExperiments)
                    .Bind(1, RequireKey(session, datasetId));
                while (row.Step())
                {
                    ids.Add(row.Int64(0));
                }

                return ids;
            },
            cancellationToken);

    public Task<EvaluationDataset> AddExperimentsAsync(
        string datasetId, IReadOnlyList<long> experimentIds, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var key = TouchForExperiments(session, datasetId);
                AddExperiments(session, key, experimentIds);
                return Get(session, key);
            },
            cancellationToken);

    public Task<EvaluationDataset> RemoveExperimentsAsync(
        string datasetId, IReadOnlyList<long> experimentIds, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var key = TouchForExperiments(session, datasetId);
                foreach (var experimentId in experimentIds)
                {
                    session.Statement(EvaluationDatasetSql.RemoveExperiment)
                        .Bind(1, key).Bind(2, experimentId).Run();
                }

                return Get(session, key);
            },
            cancellationToken);

    public Task<UpsertedRecords> UpsertRecordsAsync(
        string datasetId,
        IReadOnlyList<RecordContent> records,
        string? user,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        return database.WriteAsync(
            session => WriterOf(session, datasetId).Upsert(records, user),
            DatasetRecordWriter.SizeOf(records),
            cancellationToken);
    }

    public Task<Page<DatasetRecord>> GetRecordsAsync(
        string datasetId, int maxResults, string? pageToken, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => DatasetRecordReading.ReadPage(
                session, (datasetId, RequireKey(session, datasetId)), maxResults, pageToken),
            cancellationToken);

    public Task<int> DeleteRecordsAsync(
        string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recordIds);
        return database.WriteAsync(
            session => WriterOf(session, datasetId).Delete(recordIds), cancellationToken);
    }

    private EvaluationDataset Create(WriteSession session, NewEvaluationDataset dataset)
    {
        var now = session.NowMs;
        var key = session.Statement(EvaluationDatasetSql.Insert)
            .Bind(1, dataset.DatasetId)
            .Bind(2, dataset.Name)
            .Bind(3, dataset.SchemaJson)
            .Bind(4, dataset.ProfileJson)
            .Bind(5, EvaluationDatasetRules.DigestOf(dataset.Name, now))
            .Bind(6, dataset.CreatedBy)
            .Bind(7, now)
            .SingleInt64()!.Value;
        AddExperiments(session, key, dataset.ExperimentIds);
        SetTags(session, key, dataset.Tags);
        return Get(session, key);
    }

    private static void AddExperiments(WriteSession session, long key, IReadOnlyList<long> experimentIds)
    {
        foreach (var experimentId in experimentIds)
        {
            if (session.Statement(EvaluationDatasetSql.SelectExperiment).Bind(1, experimentId).SingleInt64() is null)
            {
                throw EvaluationDatasetErrors.ExperimentNotFound(experimentId);
            }

            session.Statement(EvaluationDatasetSql.AddExperiment).Bind(1, key).Bind(2, experimentId).Run();
        }
    }

    private static void SetTags(WriteSession session, long key, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            session.Statement(EvaluationDatasetSql.SetTag)
                .Bind(1, key).Bind(2, session.KeyId(tag.Key)).Bind(3, tag.Value).Run();
        }
    }

    private EvaluationDataset Get(StoreSession session, long key) => hydrator.Hydrate(session, [key])[0];

    private static long? FindKey(StoreSession session, string datasetId) =>
        session.Statement(EvaluationDatasetSql.SelectKey).Bind(1, datasetId).SingleInt64();

    private static long RequireKey(StoreSession session, string datasetId) =>
        FindKey(session, datasetId) ?? throw EvaluationDatasetErrors.NotFound(datasetId);

    private static DatasetRecordWriter WriterOf(WriteSession session, string datasetId)
    {
        var now = session.NowMs;
        var key = Touch(session, datasetId, now) ?? throw EvaluationDatasetErrors.NotFound(datasetId);
        return new DatasetRecordWriter(session, key, now);
    }

    private static long TouchForExperiments(WriteSession session, string datasetId) =>
        Touch(session, datasetId, session.NowMs) ?? throw EvaluationDatasetErrors.NotFoundForExperiments(datasetId);

    private static long? Touch(WriteSession session, string datasetId, long now) =>
        session.Statement(EvaluationDatasetSql.Touch).Bind(1, datasetId).Bind(2, now).SingleInt64();
}
