using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Registry;

namespace Tracking.Client.Registry;

/// <summary>
/// Versions of registered models; their numbers are strings. Every failure is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class ModelVersionsClient
{
    private const int PageSize = 10_000;

    private readonly Api _api;

    internal ModelVersionsClient(Api api) => _api = api;

    /// <summary>Creates the next version of a registered model.</summary>
    /// <param name="request">Name and source, and where the model came from.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelVersion> CreateAsync(
        CreateModelVersionRequest request,
        CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.ModelVersions.Create, request, cancellationToken));

    /// <summary>One version.</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelVersion> GetAsync(
        string name, string version, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.ModelVersions.Get, Request(name, version), cancellationToken));

    /// <summary>Changes a version's description.</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="description">For readers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelVersion> UpdateAsync(
        string name,
        string version,
        string description,
        CancellationToken cancellationToken = default)
    {
        var request = new UpdateModelVersionRequest { Name = name, Version = version, Description = description };
        return Required(await _api.SendAsync(Routes.ModelVersions.Update, request, cancellationToken));
    }

    /// <summary>Moves a version to a stage.</summary>
    /// <param name="request">Name, version, stage, and whether versions in that stage are archived.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelVersion> TransitionStageAsync(
        TransitionModelVersionStageRequest request,
        CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.ModelVersions.TransitionStage, request, cancellationToken));

    /// <summary>Deletes a version; its number is not used again.</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string name, string version, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.ModelVersions.Delete, Request(name, version), cancellationToken);

    /// <summary>Versions that match, page by page as they are read.</summary>
    /// <param name="filter">Such as <c>name = 'digits'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>version_number DESC</c>.</param>
    /// <param name="maxResults">No more than these, at least 1; all by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<ModelVersion> SearchAsync(
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        int? maxResults = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<ModelVersion>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.ModelVersions.Search, new SearchModelVersionsRequest
                {
                    Filter = filter,
                    OrderBy = orderBy,
                    MaxResults = Paging.SizeOf(PageSize, maxResults),
                    PageToken = token,
                }, cancel);
                return new(answer.ModelVersions, answer.NextPageToken);
            },
            cancellationToken).AtMost(maxResults);

    /// <summary>Where the files of a version are.</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string> GetDownloadUriAsync(
        string name,
        string version,
        CancellationToken cancellationToken = default)
    {
        var answer = await _api.SendAsync(
            Routes.ModelVersions.GetDownloadUri, Request(name, version), cancellationToken);
        return Api.Required(answer.ArtifactUri, "artifact_uri");
    }

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="request">Name, version, key and value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(SetModelVersionTagRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.ModelVersions.SetTag, request, cancellationToken);

    /// <summary>Removes a tag.</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(
        string name, string version, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.ModelVersions.DeleteTag,
            new DeleteModelVersionTagRequest { Name = name, Version = version, Key = key },
            cancellationToken);

    private static ModelVersionRequest Request(string name, string version) => new() { Name = name, Version = version };

    private static ModelVersion Required(ModelVersionResponse answer) =>
        Api.Required(answer.ModelVersion, "model_version");
}
