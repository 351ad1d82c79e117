using System.Globalization;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Registry;

namespace Tracking.Client.Prompts;

/// <summary>
/// Prompts under names, versions and aliases. MLflow keeps them in its registry of models, and so do these methods:
/// what one client writes, the other reads. Every failure is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class PromptsClient
{
    private const int PageSize = 100;
    private const string NoSource = "dummy-source";
    private const string OnlyPrompts = $"tags.`{PromptVersion.IsPromptTag}` = 'true'";

    private readonly Api _api;

    internal PromptsClient(Api api) => _api = api;

    /// <summary>Registers a text as the next version of a prompt, which is created if missing.</summary>
    /// <param name="name">Letters, digits, <c>_ - .</c></param>
    /// <param name="template">With variables as <c>{{name}}</c>.</param>
    /// <param name="commitMessage">What changed; none by default.</param>
    /// <param name="tags">Of the version; none by default.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="TrackingClientException">The name is taken by a model, or the server refuses it.</exception>
    public async Task<PromptVersion> RegisterAsync(
        string name,
        string template,
        string? commitMessage = null,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        await CreateIfMissingAsync(name, cancellationToken);
        List<ModelVersionTag> all =
        [
            .. (tags ?? new Dictionary<string, string>())
                .Select(tag => new ModelVersionTag { Key = tag.Key, Value = tag.Value }),
            new ModelVersionTag { Key = PromptVersion.IsPromptTag, Value = "true" },
            new ModelVersionTag { Key = "_mlflow_prompt_type", Value = "text" },
            new ModelVersionTag { Key = PromptVersion.TextTag, Value = template },
        ];
        var request = new CreateModelVersionRequest
        {
            Name = name,
            Source = NoSource,
            Tags = all,
            Description = commitMessage,
        };
        return Required(await _api.SendAsync(Routes.ModelVersions.Create, request, cancellationToken), name);
    }

    /// <summary>One version by its number.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="version">Its number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<PromptVersion> GetAsync(
        string name, int version, CancellationToken cancellationToken = default)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        var request = new ModelVersionRequest { Name = name, Version = number };
        return Required(await _api.SendAsync(Routes.ModelVersions.Get, request, cancellationToken), name);
    }

    /// <summary>The version that an alias points to.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="alias">Such as <c>production</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<PromptVersion> GetByAliasAsync(
        string name, string alias, CancellationToken cancellationToken = default)
    {
        var request = new RegisteredModelAliasRequest { Name = name, Alias = alias };
        return Required(await _api.SendAsync(Routes.RegisteredModels.GetByAlias, request, cancellationToken), name);
    }

    /// <summary>What a URI stands for: <c>prompts:/NAME/VERSION</c> or <c>prompts:/NAME@ALIAS</c>.</summary>
    /// <param name="uri">Of one of these forms.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<PromptVersion> ResolveAsync(string uri, CancellationToken cancellationToken = default)
    {
        const string Scheme = "prompts:/";
        ArgumentNullException.ThrowIfNull(uri);
        var path = uri.StartsWith(Scheme, StringComparison.Ordinal) ? uri[Scheme.Length..].TrimStart('/') : "";
        if (path.Split('@') is [{ Length: > 0 } name, { Length: > 0 } alias])
            return GetByAliasAsync(name, alias, cancellationToken);
        if (path.Split('/') is [{ Length: > 0 } named, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return GetAsync(named, version, cancellationToken);
        throw new TrackingClientException(TrackingClientException.InvalidParameterValue,
            $"'{uri}' is no prompt; expected prompts:/NAME/VERSION or prompts:/NAME@ALIAS");
    }

    /// <summary>Prompts that match, by their entries in the registry, page by page as they are read.</summary>
    /// <param name="filter">Such as <c>name LIKE 'greet%'</c>; all by default.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<RegisteredModel> SearchAsync(
        string? filter = null, CancellationToken cancellationToken = default) =>
        Paging.WalkAsync<RegisteredModel>(
            async (token, cancel) =>
            {
                var answer = await _api.SendAsync(Routes.RegisteredModels.Search, new SearchRegisteredModelsRequest
                {
                    Filter = string.IsNullOrEmpty(filter) ? OnlyPrompts : $"{OnlyPrompts} AND {filter}",
                    MaxResults = PageSize,
                    PageToken = token,
                }, cancel);
                return new(answer.RegisteredModels, answer.NextPageToken);
            },
            cancellationToken);

    /// <summary>Points an alias to a version, away from any other.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="alias">Letters, digits, _ and -; not "latest", not v1, v2, …</param>
    /// <param name="version">Its number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetAliasAsync(
        string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        var request = new SetRegisteredModelAliasRequest { Name = name, Alias = alias, Version = number };
        return _api.SendAsync(Routes.RegisteredModels.SetAlias, request, cancellationToken);
    }

    private async Task CreateIfMissingAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _api.SendAsync(Routes.RegisteredModels.Create, new CreateRegisteredModelRequest
            {
                Name = name,
                Tags = [new RegisteredModelTag { Key = PromptVersion.IsPromptTag, Value = "true" }],
            }, cancellationToken);
        }
        catch (TrackingClientException taken) when (taken.ErrorCode == TrackingClientException.ResourceAlreadyExists)
        {
            var request = new RegisteredModelRequest { Name = name };
            var found = await _api.SendAsync(Routes.RegisteredModels.Get, request, cancellationToken);
            var tags = found.RegisteredModel?.Tags ?? [];
            if (!tags.Any(tag => tag is { Key: PromptVersion.IsPromptTag, Value: "true" }))
                throw new TrackingClientException(TrackingClientException.ResourceAlreadyExists,
                    $"'{name}' is a registered model; a prompt needs another name", taken.StatusCode, taken);
        }
    }

    private static PromptVersion Required(ModelVersionResponse answer, string name) =>
        PromptVersion.Of(Api.Required(answer.ModelVersion, "model_version"))
        ?? throw new TrackingClientException(TrackingClientException.InvalidParameterValue,
            $"'{name}' is a registered model, not a prompt");
}
