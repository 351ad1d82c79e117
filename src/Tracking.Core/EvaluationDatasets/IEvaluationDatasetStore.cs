using Tracking.Core.Search.Paging;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>
/// Keeps datasets to evaluate with. A missing dataset is an error from <see cref="EvaluationDatasetErrors"/>; every
/// change is one transaction.
/// </summary>
public interface IEvaluationDatasetStore
{
    Task<EvaluationDataset> CreateAsync(NewEvaluationDataset dataset, CancellationToken cancellationToken);

    Task<EvaluationDataset> GetAsync(string datasetId, CancellationToken cancellationToken);

    /// <summary>A missing dataset is no error.</summary>
    Task DeleteAsync(string datasetId, CancellationToken cancellationToken);

    /// <summary>Newest first unless asked otherwise.</summary>
    Task<Page<EvaluationDataset>> SearchAsync(EvaluationDatasetQuery query, CancellationToken cancellationToken);

    /// <summary>Tags that are not named stay.</summary>
    Task SetTagsAsync(string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken);

    /// <summary>A missing tag or dataset is no error.</summary>
    Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken);

    Task<IReadOnlyList<long>> GetExperimentIdsAsync(string datasetId, CancellationToken cancellationToken);

    Task<EvaluationDataset> AddExperimentsAsync(
        string datasetId, IReadOnlyList<long> experimentIds, CancellationToken cancellationToken);

    /// <summary>Experiments that it does not belong to are no error.</summary>
    Task<EvaluationDataset> RemoveExperimentsAsync(
        string datasetId, IReadOnlyList<long> experimentIds, CancellationToken cancellationToken);

    /// <summary>A record with the inputs of one that is there changes that one.</summary>
    /// <param name="datasetId">Whose records.</param>
    /// <param name="records">In the order in which they are written.</param>
    /// <param name="user">Who writes them, where the records do not tell.</param>
    /// <param name="cancellationToken">Cancels the write before it begins.</param>
    Task<UpsertedRecords> UpsertRecordsAsync(
        string datasetId,
        IReadOnlyList<RecordContent> records,
        string? user,
        CancellationToken cancellationToken);

    /// <summary>In the order in which they first came.</summary>
    Task<Page<DatasetRecord>> GetRecordsAsync(
        string datasetId, int maxResults, string? pageToken, CancellationToken cancellationToken);

    /// <summary>How many there were.</summary>
    Task<int> DeleteRecordsAsync(
        string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken);
}
