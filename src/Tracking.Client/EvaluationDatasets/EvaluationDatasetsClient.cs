using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.EvaluationDatasets;

namespace Tracking.Client.EvaluationDatasets;

/// <summary>
/// Datasets to evaluate with, and their records. Every failure is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class EvaluationDatasetsClient
{
    private const int SearchPageSize = 50;
    private const int RecordPageSize = 1_000;

    private readonly Api _api;

    internal EvaluationDatasetsClient(Api api) => _api = api;

    /// <summary>Creates a dataset without records.</summary>
    /// <param name="name">For readers; several may have one name.</param>
    /// <param name="experimentIds">The experiments that it belongs to; none by default.</param>
    /// <param name="tags">For searches.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<EvaluationDataset> CreateAsync(
        string name,
        IReadOnlyList<string>? experimentIds = null,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CreateEvaluationDatasetRequest
        {
            Name = name,
            ExperimentIds = experimentIds,
            Tags = tags is null ? null : TextOf(tags),
        };
        return Required(await _api.SendAsync(Routes.EvaluationDatasets.Create, request, cancellationToken));
    }

    /// <summary>A dataset without its records.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<EvaluationDataset> GetAsync(string datasetId, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(
            Routes.EvaluationDatasets.Get,
            new GetEvaluationDatasetRequest { DatasetId = datasetId },
            cancellationToken));

    /// <summary>Deletes a dataset with its records; one that is not there is no error.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string datasetId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.EvaluationDatasets.Delete, Of(datasetId), cancellationToken);

    /// <summary>Datasets that match, page by page as they are read.</summary>
    /// <param name="experimentIds">Of these experiments; of all by default.</param>
    /// <param name="filter">Such as <c>tags.team = 'vision'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>name ASC</c>; newest first by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<EvaluationDataset> SearchAsync(
        IReadOnlyList<string>? experimentIds = null,
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<EvaluationDataset>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(
                    Routes.EvaluationDatasets.Search,
                    new SearchEvaluationDatasetsRequest
                    {
                        ExperimentIds = experimentIds,
                        FilterString = filter,
                        OrderBy = orderBy,
                        MaxResults = SearchPageSize,
                        PageToken = token,
                    },
                    cancel);
                return new(answer.Datasets, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Sets tags, replacing their values; others stay.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="tags">By key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagsAsync(
        string datasetId,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var request = new SetEvaluationDatasetTagsRequest { DatasetId = datasetId, Tags = TextOf(tags) };
        return _api.SendAsync(Routes.EvaluationDatasets.SetTags, request, cancellationToken);
    }

    /// <summary>Removes a tag; one that is not there is no error.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.EvaluationDatasets.DeleteTag,
            new DeleteEvaluationDatasetTagRequest { DatasetId = datasetId, Key = key },
            cancellationToken);

    /// <summary>The experiments that a dataset belongs to.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<string>> GetExperimentIdsAsync(
        string datasetId, CancellationToken cancellationToken = default) =>
        (await _api.SendAsync(Routes.EvaluationDatasets.GetExperimentIds, Of(datasetId), cancellationToken))
        .ExperimentIds ?? [];

    /// <summary>Adds a dataset to experiments.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<EvaluationDataset> AddExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(
            Routes.EvaluationDatasets.AddExperiments, In(datasetId, experimentIds), cancellationToken));

    /// <summary>Takes a dataset out of experiments.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="experimentIds">The experiments; those that it is not in are no error.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<EvaluationDataset> RemoveExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(
            Routes.EvaluationDatasets.RemoveExperiments, In(datasetId, experimentIds), cancellationToken));

    /// <summary>Adds records; one with the inputs of a record that is there changes that one.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="records">Objects with inputs, and with outputs, expectations, tags and source as known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<UpsertEvaluationDatasetRecordsResponse> UpsertRecordsAsync(
        string datasetId, JsonArray records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var request = new UpsertEvaluationDatasetRecordsRequest
        {
            DatasetId = datasetId,
            Records = records.ToJsonString(),
        };
        return _api.SendAsync(Routes.EvaluationDatasets.UpsertRecords, request, cancellationToken);
    }

    /// <summary>The records of a dataset, page by page as they are read.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<JsonElement> ReadRecordsAsync(
        string datasetId, CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<JsonElement>(
            async (token, cancel) =>
            {
                var request = new GetEvaluationDatasetRecordsRequest
                {
                    DatasetId = datasetId,
                    MaxResults = RecordPageSize,
                    PageToken = token,
                };
                var answer = await _api.SendAsync(Routes.EvaluationDatasets.GetRecords, request, cancel);
                return new(RecordsIn(answer.Records), answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Deletes records; the answer is how many there were.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="recordIds">The records.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<int> DeleteRecordsAsync(
        string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default)
    {
        var request = new DeleteEvaluationDatasetRecordsRequest
        {
            DatasetId = datasetId,
            DatasetRecordIds = recordIds,
        };
        return (await _api.SendAsync(
            Routes.EvaluationDatasets.DeleteRecords, request, cancellationToken)).DeletedCount ?? 0;
    }

    private static List<JsonElement> RecordsIn(string? json)
    {
        using var parsed = JsonDocument.Parse(string.IsNullOrEmpty(json) ? "[]" : json);
        return [.. parsed.RootElement.EnumerateArray().Select(record => record.Clone())];
    }

    private static string TextOf(IReadOnlyDictionary<string, string> tags) =>
        new JsonObject(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))).ToJsonString();

    private static EvaluationDatasetRequest Of(string datasetId) => new() { DatasetId = datasetId };

    private static EvaluationDatasetExperimentsRequest In(string datasetId, IReadOnlyList<string> experimentIds) =>
        new() { DatasetId = datasetId, ExperimentIds = experimentIds };

    private static EvaluationDataset Required(EvaluationDatasetResponse answer) =>
        Api.Required(answer.Dataset, "dataset");
}
