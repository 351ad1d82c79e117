using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.LoggedModels;
using Tracking.Core.LoggedModels;
using Tracking.Core.Runs;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Artifacts;

/// <summary>Folders of runs and of logged models.</summary>
internal sealed class ArtifactListEndpoints(ArtifactFolders folders, IRunStore runs, ILoggedModelStore models)
    : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Artifacts.List, ListOfRunAsync);
        routes.Map(Routes.LoggedModels.ListArtifacts, ListOfModelAsync);
    }

    private async Task<ListArtifactsResponse> ListOfRunAsync(
        ListArtifactsRequest request, CancellationToken cancellationToken)
    {
        var run = await runs.GetInfoAsync(request.RunId!, cancellationToken);
        return await ListAsync(run.ArtifactUri, request.Path, request.PageToken, cancellationToken);
    }

    private async Task<ListArtifactsResponse> ListOfModelAsync(
        ListLoggedModelArtifactsRequest request, CancellationToken cancellationToken)
    {
        var model = await models.GetAsync(request.ModelId!, cancellationToken);
        return await ListAsync(
            model.ArtifactUri, request.ArtifactDirectoryPath, request.PageToken, cancellationToken);
    }

    private async Task<ListArtifactsResponse> ListAsync(
        string rootUri, string? folder, string? pageToken, CancellationToken cancellationToken)
    {
        var (files, next) = await folders.ListAsync(
            folders.PathOf(rootUri), folder, pageToken, cancellationToken);
        return new ListArtifactsResponse { RootUri = rootUri, Files = files, NextPageToken = next };
    }
}
