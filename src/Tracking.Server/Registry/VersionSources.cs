using Tracking.Contracts.Registry;
using Tracking.Core.Errors;
using Tracking.Core.LoggedModels;
using Tracking.Core.Registry;
using Tracking.Core.Runs;

namespace Tracking.Server.Registry;

/// <summary>Follows the source of a new version to where its files lie.</summary>
internal sealed class VersionSources(IModelVersionStore versions, IRunStore runs, ILoggedModelStore models)
{
    /// <summary>
    /// The place of the files and the logged model behind them, if any: <c>models:/</c> sources are resolved, others
    /// are their own place.
    /// </summary>
    /// <exception cref="TrackingException">The source is not allowed, or what it names does not exist.</exception>
    public async Task<(string Location, string? ModelId)> ResolveAsync(
        CreateModelVersionRequest request, CancellationToken cancellationToken)
    {
        var source = request.Source!;
        var requested = await RequestedModelAsync(request, cancellationToken);
        ModelSource.Validate(source, await ArtifactUriAsync(request, requested, cancellationToken));
        if (ModelSource.LoggedModelIdOf(source) is { } modelId)
        {
            var model = await SourceModelAsync(source, modelId, cancellationToken);
            return (model.ArtifactUri, model.ModelId);
        }

        if (ModelSource.TryParseVersion(source, out var name, out var number))
        {
            var version = await versions.GetAsync(name, number, cancellationToken);
            return (version.StorageLocation ?? version.Source, requested?.ModelId ?? version.ModelId);
        }

        return (source, requested?.ModelId);
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
