using Tracking.Contracts.Registry;
using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.LoggedModels;
using Tracking.Core.Registry;
using Tracking.Core.Runs;

namespace Tracking.Server.Registry;

/// <summary>Where the files of a version lie, and the logged model and run behind them, if any.</summary>
internal sealed record VersionOrigin(string Location, string? ModelId, string? RunId);

/// <summary>Follows the source of a new version to where its files lie.</summary>
internal sealed class VersionSources(IModelVersionStore versions, IRunStore runs, ILoggedModelStore models)
{
    /// <summary>
    /// The place of the files and the logged model behind them, if any: <c>models:/</c> sources are resolved, others
    /// are their own place.
    /// </summary>
    /// <exception cref="TrackingException">The source is not allowed, or what it names does not exist.</exception>
    public async Task<VersionOrigin> ResolveAsync(
        CreateModelVersionRequest request, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        var source = request.Source!;
        if (RegistryRules.IsPrompt(tags))
        {
            // A prompt is all in its tags; its source is a placeholder that leads nowhere.
            return new VersionOrigin(source, ModelId: null, RunId: null);
        }

        var requested = await RequestedModelAsync(request, cancellationToken);
        ModelSource.Validate(source, await ArtifactUriAsync(request, requested, cancellationToken));
        if (ModelSource.LoggedModelIdOf(source) is { } modelId)
        {
            var model = await SourceModelAsync(source, modelId, cancellationToken);
            return new VersionOrigin(model.ArtifactUri, model.ModelId, model.SourceRunId);
        }

        if (ModelSource.TryParseVersion(source, out var name, out var number))
        {
            var version = await versions.GetAsync(name, number, cancellationToken);
            return new VersionOrigin(
                version.StorageLocation ?? version.Source, requested?.ModelId ?? version.ModelId, RunId: null);
        }

        return new VersionOrigin(source, requested?.ModelId, requested?.SourceRunId);
    }

    private async Task<LoggedModel?> RequestedModelAsync(
        CreateModelVersionRequest request, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(request.ModelId) ? null : await models.GetAsync(request.ModelId, cancellationToken);

    private async Task<LoggedModel> SourceModelAsync(
        string source, string modelId, CancellationToken cancellationToken)
    {
        try
        {
            return await models.GetAsync(modelId, cancellationToken);
        }
        catch (TrackingException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            throw new TrackingException(
                ErrorCode.ResourceDoesNotExist,
                $"Unable to fetch model from model URI source artifact location '{source}'. {error.Message}",
                error);
        }
    }

    /// <summary>Only a local source must lie inside artifacts of its own, so only then are they looked up.</summary>
    private async Task<string?> ArtifactUriAsync(
        CreateModelVersionRequest request, LoggedModel? model, CancellationToken cancellationToken)
    {
        if (!ModelSource.IsLocal(request.Source!))
        {
            return null;
        }

        return string.IsNullOrEmpty(request.RunId)
            ? model?.ArtifactUri
            : (await runs.GetInfoAsync(request.RunId, cancellationToken)).ArtifactUri;
    }
}
