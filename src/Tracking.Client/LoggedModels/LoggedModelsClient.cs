using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.LoggedModels;

namespace Tracking.Client.LoggedModels;

/// <summary>
/// Models that runs logged, by their id (<c>m-…</c>). Every failure is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class LoggedModelsClient
{
    private const int PageSize = 50;

    private readonly Api _api;

    internal LoggedModelsClient(Api api) => _api = api;

    /// <summary>Creates a model whose files are still to come.</summary>
    /// <param name="request">Experiment, name, type, source run, params and tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LoggedModel> CreateAsync(
        CreateLoggedModelRequest request,
        CancellationToken cancellationToken = default) =>
        Api.Required((await _api.SendAsync(Routes.LoggedModels.Create, request, cancellationToken)).Model, "model");

    /// <summary>States that the files of a model are complete, or will never be.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="status">READY or UPLOAD_FAILED.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LoggedModel> FinalizeAsync(
        string modelId,
        LoggedModelStatus status,
        CancellationToken cancellationToken = default)
    {
        var request = new FinalizeLoggedModelRequest { ModelId = modelId, Status = status };
        return Api.Required(
            (await _api.SendAsync(Routes.LoggedModels.Finalize, request, cancellationToken)).Model, "model");
    }

    /// <summary>A model with its params, tags and metrics.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken = default)
    {
        var request = new LoggedModelRequest { ModelId = modelId };
        return Api.Required((await _api.SendAsync(Routes.LoggedModels.Get, request, cancellationToken)).Model, "model");
    }

    /// <summary>Deletes a model.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string modelId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.LoggedModels.Delete, new LoggedModelRequest { ModelId = modelId }, cancellationToken);

    /// <summary>Models that match, page by page as they are read.</summary>
    /// <param name="experimentIds">Where to look.</param>
    /// <param name="filter">Such as <c>name = 'digits'</c>; all by default.</param>
    /// <param name="orderBy">Fields to order by; newest first by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<LoggedModel> SearchAsync(
        IReadOnlyList<string> experimentIds,
        string? filter = null,
        IReadOnlyList<LoggedModelOrder>? orderBy = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<LoggedModel>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.LoggedModels.Search, new SearchLoggedModelsRequest
                {
                    ExperimentIds = experimentIds,
                    Filter = filter,
                    OrderBy = orderBy,
                    MaxResults = PageSize,
                    PageToken = token,
                }, cancel);
                return new(answer.Models, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Sets tags, replacing their values.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="tags">Keys and values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagsAsync(
        string modelId,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var list = tags.Select(tag => new LoggedModelTag { Key = tag.Key, Value = tag.Value });
        var request = new SetLoggedModelTagsRequest { ModelId = modelId, Tags = [.. list] };
        return _api.SendAsync(Routes.LoggedModels.SetTags, request, cancellationToken);
    }

    /// <summary>Removes a tag.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.LoggedModels.DeleteTag,
            new DeleteLoggedModelTagRequest { ModelId = modelId, TagKey = key },
            cancellationToken);

    /// <summary>Logs parameters of a model; each key once.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="parameters">Keys and values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task LogParamsAsync(
        string modelId,
        IReadOnlyDictionary<string, string> parameters,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var list = parameters.Select(each => new LoggedModelParameter { Key = each.Key, Value = each.Value });
        var request = new LogLoggedModelParamsRequest { ModelId = modelId, Params = [.. list] };
        return _api.SendAsync(Routes.LoggedModels.LogParams, request, cancellationToken);
    }

    /// <summary>Direct children of a folder of a model, by their paths below its root, page by page.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="folder">The root by default; a file or a missing folder has no children.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<ArtifactFile> ListArtifactsAsync(
        string modelId,
        string? folder = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<ArtifactFile>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.LoggedModels.ListArtifacts, new ListLoggedModelArtifactsRequest
                {
                    ModelId = modelId,
                    ArtifactDirectoryPath = folder,
                    PageToken = token,
                }, cancel);
                return new(answer.Files, answer.NextPageToken);
            },
            cancellationToken);
}
