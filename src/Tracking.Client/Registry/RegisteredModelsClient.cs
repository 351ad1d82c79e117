using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Registry;

namespace Tracking.Client.Registry;

/// <summary>
/// Registered models: names over numbered versions, with aliases. Every failure is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class RegisteredModelsClient
{
    private const int PageSize = 100;

    private readonly Api _api;

    internal RegisteredModelsClient(Api api) => _api = api;

    /// <summary>Creates a registered model without versions.</summary>
    /// <param name="name">Unique.</param>
    /// <param name="description">For readers; none by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RegisteredModel> CreateAsync(
        string name,
        string? description = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CreateRegisteredModelRequest { Name = name, Description = description };
        return Required(await _api.SendAsync(Routes.RegisteredModels.Create, request, cancellationToken));
    }

    /// <summary>A registered model with its newest versions, tags and aliases.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RegisteredModel> GetAsync(string name, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(
            Routes.RegisteredModels.Get, new RegisteredModelRequest { Name = name }, cancellationToken));

    /// <summary>Creates a registered model unless there is one; safe when several processes do it at once.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RegisteredModel> GetOrCreateAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await CreateAsync(name, null, cancellationToken);
        }
        catch (TrackingClientException taken) when (taken.ErrorCode == TrackingClientException.ResourceAlreadyExists)
        {
            return await GetAsync(name, cancellationToken);
        }
    }

    /// <summary>Renames a model; its versions follow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="newName">Unique.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RegisteredModel> RenameAsync(
        string name,
        string newName,
        CancellationToken cancellationToken = default)
    {
        var request = new RenameRegisteredModelRequest { Name = name, NewName = newName };
        return Required(await _api.SendAsync(Routes.RegisteredModels.Rename, request, cancellationToken));
    }

    /// <summary>Changes a model's description.</summary>
    /// <param name="name">The model.</param>
    /// <param name="description">For readers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RegisteredModel> UpdateAsync(
        string name,
        string description,
        CancellationToken cancellationToken = default)
    {
        var request = new UpdateRegisteredModelRequest { Name = name, Description = description };
        return Required(await _api.SendAsync(Routes.RegisteredModels.Update, request, cancellationToken));
    }

    /// <summary>Deletes a model with all of its versions, for good.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.RegisteredModels.Delete, new RegisteredModelRequest { Name = name }, cancellationToken);

    /// <summary>Models that match, page by page as they are read.</summary>
    /// <param name="filter">Such as <c>name LIKE 'digits%'</c>; all by default.</param>
    /// <param name="orderBy">Such as <c>name ASC</c>.</param>
    /// <param name="maxResults">No more than these, at least 1; all by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<RegisteredModel> SearchAsync(
        string? filter = null,
        IReadOnlyList<string>? orderBy = null,
        int? maxResults = null,
        CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<RegisteredModel>(
            async (token, cancel) =>
            {
                var request = new SearchRegisteredModelsRequest
                {
                    Filter = filter,
                    OrderBy = orderBy,
                    MaxResults = Paging.SizeOf(PageSize, maxResults),
                    PageToken = token,
                };
                var answer = await _api.SendTaggedAsync(Routes.RegisteredModels.Search, request, cancel);
                return new(answer.RegisteredModels, answer.NextPageToken);
            },
            cancellationToken).AtMost(maxResults);

    /// <summary>The newest version of each stage.</summary>
    /// <param name="name">The model.</param>
    /// <param name="stages">Which stages; all by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name,
        IReadOnlyList<string>? stages = null,
        CancellationToken cancellationToken = default)
    {
        var request = new GetLatestVersionsRequest { Name = name, Stages = stages };
        return (await _api.SendAsync(
            Routes.RegisteredModels.GetLatestVersions, request, cancellationToken)).ModelVersions ?? [];
    }

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">At most 5,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetTagAsync(string name, string key, string value, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.RegisteredModels.SetTag,
            new SetRegisteredModelTagRequest { Name = name, Key = key, Value = value },
            cancellationToken);

    /// <summary>Removes a tag.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.RegisteredModels.DeleteTag,
            new DeleteRegisteredModelTagRequest { Name = name, Key = key },
            cancellationToken);

    /// <summary>Points an alias to a version, away from any other.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">Letters, digits, _ and -; not "latest", not v1, v2, …</param>
    /// <param name="version">The version's number.</param>
    /// <param name="expectedVersion">
    /// Moves it only from this version, "0" where there must be no such alias yet; from anywhere by default. One that
    /// somebody moved meanwhile is <see cref="TrackingClientException.Aborted"/>, and stays. Servers other than
    /// Tracking's read over it.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetAliasAsync(
        string name,
        string alias,
        string version,
        string? expectedVersion = null,
        CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.RegisteredModels.SetAlias,
            new SetRegisteredModelAliasRequest
            {
                Name = name, Alias = alias, Version = version, ExpectedVersion = expectedVersion,
            },
            cancellationToken);

    /// <summary>Removes an alias; one that is not there is no error.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.RegisteredModels.DeleteAlias,
            new RegisteredModelAliasRequest { Name = name, Alias = alias },
            cancellationToken);

    /// <summary>The version that an alias points to.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelVersion> GetVersionByAliasAsync(
        string name,
        string alias,
        CancellationToken cancellationToken = default)
    {
        var request = new RegisteredModelAliasRequest { Name = name, Alias = alias };
        var answer = await _api.SendTaggedAsync(Routes.RegisteredModels.GetByAlias, request, cancellationToken);
        return Api.Required(answer.ModelVersion, "model_version");
    }

    private static RegisteredModel Required(RegisteredModelResponse answer) =>
        Api.Required(answer.RegisteredModel, "registered_model");
}
