using Tracking.Contracts;
using Tracking.Contracts.Registry;
using Tracking.Core.Errors;
using Tracking.Core.LoggedModels;
using Tracking.Core.Registry;
using Tracking.Core.Search;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Lifecycle;
using Tracking.Server.Messages;

namespace Tracking.Server.Registry;

/// <summary>Versions of registered models: where they come from, their stages, tags and files.</summary>
internal sealed class ModelVersionEndpoints(
    IModelVersionStore versions,
    VersionSources sources,
    DownloadLocations downloads,
    ILoggedModelStore loggedModels,
    RepeatableCreates creates)
    : IEndpointGroup
{
    private const int DefaultSearchResults = 10_000;
    private const int MaxSearchResults = 200_000;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.ModelVersions.Create, creates.Serve(Routes.ModelVersions.Create, CreateAsync));
        routes.Map(Routes.ModelVersions.Get, GetAsync);
        routes.Map(Routes.ModelVersions.Update, UpdateAsync);
        routes.Map(Routes.ModelVersions.TransitionStage, TransitionAsync);
        routes.Map(Routes.ModelVersions.Delete, (request, token) =>
            versions.DeleteAsync(request.Name!, RegistryRules.ParseVersion(request.Version), token));
        routes.Map(Routes.ModelVersions.Search, SearchAsync);
        routes.Map(Routes.ModelVersions.GetDownloadUri, async (request, token) =>
            new GetModelVersionDownloadUriResponse
            {
                ArtifactUri = await downloads.FindAsync(request.Name!, request.Version!, token),
            });
        routes.Map(Routes.ModelVersions.SetTag, (request, token) =>
            versions.SetTagAsync(
                request.Name!,
                RegistryRules.ParseVersion(request.Version),
                RegistryMapping.Accept(request.Key!, request.Value),
                token));
        routes.Map(Routes.ModelVersions.DeleteTag, (request, token) =>
            versions.DeleteTagAsync(
                request.Name!, RegistryRules.ParseVersion(request.Version), request.Key!, token));
    }

    private async Task<ModelVersionResponse> CreateAsync(
        CreateModelVersionRequest request,
        CreateAnswer<ModelVersionResponse> answer,
        CancellationToken cancellationToken)
    {
        RegistryRules.ValidateModelName(request.Name);
        RegistryRules.ValidateDescription(request.Description);
        var tags = request.Tags.TagsToCore();
        var origin = await sources.ResolveAsync(request, tags, cancellationToken);
        var version = new NewModelVersion(
            request.Name!,
            request.Source!,
            origin.Location,
            NullIfEmpty(request.RunId) ?? origin.RunId,
            NullIfEmpty(request.RunLink),
            origin.ModelId,
            request.Description ?? "",
            tags)
        {
            Once = answer.From<Core.Registry.ModelVersion>(Respond),
        };
        return Respond(await versions.CreateAsync(version, cancellationToken));
    }

    private async Task<ModelVersionResponse> GetAsync(
        ModelVersionRequest request, CancellationToken cancellationToken)
    {
        var version = await versions.GetAsync(
            request.Name!, RegistryRules.ParseVersion(request.Version), cancellationToken);
        return new ModelVersionResponse
        {
            ModelVersion = version.ToDetailedWire(await FindLoggedModelAsync(version, cancellationToken)),
        };
    }

    private async Task<ModelVersionResponse> UpdateAsync(
        UpdateModelVersionRequest request, CancellationToken cancellationToken)
    {
        RegistryRules.ValidateDescription(request.Description);
        return Respond(await versions.UpdateAsync(
            request.Name!, RegistryRules.ParseVersion(request.Version), request.Description, cancellationToken));
    }

    private async Task<ModelVersionResponse> TransitionAsync(
        TransitionModelVersionStageRequest request, CancellationToken cancellationToken)
    {
        var stage = RegistryRules.ParseStage(request.Stage);
        var archive = request.ArchiveExistingVersions == true;
        if (archive && stage is not (ModelStage.Staging or ModelStage.Production))
        {
            // MLflow answers 500 here, and its clients look for the code.
            throw new TrackingException(
                ErrorCode.InternalError,
                "Model version transition cannot archive existing model versions because " +
                $"'{RegistryRules.StageName(stage)}' is not an Active stage. " +
                "Valid stages are ['Staging', 'Production']");
        }

        return Respond(await versions.TransitionAsync(
            request.Name!, RegistryRules.ParseVersion(request.Version), stage, archive, cancellationToken));
    }

    private async Task<SearchModelVersionsResponse> SearchAsync(
        SearchModelVersionsRequest request, CancellationToken cancellationToken)
    {
        var page = await versions.SearchAsync(
            new RegistryQuery(
                ModelVersionSearchLanguage.ParseFilter(request.Filter),
                ModelVersionSearchLanguage.ParseOrder(request.OrderBy),
                PageLimit.OfQuery(request.MaxResults, DefaultSearchResults, MaxSearchResults),
                request.PageToken),
            cancellationToken);
        return new SearchModelVersionsResponse
        {
            ModelVersions = page.Items.ToWire(RegistryMapping.ToWire),
            NextPageToken = page.NextPageToken,
        };
    }

    /// <summary>The logged model behind a version; it may have been deleted since.</summary>
    private async Task<LoggedModel?> FindLoggedModelAsync(
        Core.Registry.ModelVersion version, CancellationToken cancellationToken)
    {
        if (version.ModelId is null)
        {
            return null;
        }

        try
        {
            return await loggedModels.GetAsync(version.ModelId, cancellationToken);
        }
        catch (TrackingException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    private static ModelVersionResponse Respond(Core.Registry.ModelVersion version) =>
        new() { ModelVersion = version.ToWire() };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
