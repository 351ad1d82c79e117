using Tracking.Contracts;
using Tracking.Contracts.Lifecycle;
using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Lifecycle;

/// <summary>Removes for good what was deleted. A call does a bounded amount of work and says if more is left.</summary>
internal sealed class TrashEndpoints(TrashCollector trash) : IEndpointGroup
{
    private const int IdsMax = 100;
    private const int ItemsMax = 1_000;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Trash.DeleteRuns, (request, token) =>
            CollectAsync(new() { RunIds = Checked(request.RunIds, "run_ids") }, token));
        routes.Map(Routes.Trash.DeleteExperiments, (request, token) =>
            CollectAsync(new() { ExperimentIds = Checked(request.ExperimentIds, "experiment_ids") }, token));
        routes.Map(Routes.Trash.DeleteLoggedModels, (request, token) =>
            CollectAsync(new() { LoggedModelIds = Checked(request.ModelIds, "model_ids") }, token));
        routes.Map(Routes.Trash.Collect, (request, token) => CollectAsync(
            new()
            {
                OlderThan = string.IsNullOrEmpty(request.OlderThan)
                    ? TimeSpan.Zero
                    : AgeText.Parse(request.OlderThan),
                IsDryRun = request.DryRun ?? false,
            },
            token));
    }

    private async Task<CollectTrashResponse> CollectAsync(
        CollectionRequest request, CancellationToken cancellationToken)
    {
        var report = await trash.CollectAsync(request with { ItemsMax = ItemsMax }, cancellationToken);
        return new CollectTrashResponse
        {
            Removed = [.. report.Removed.Select(item => new TrashItem { Kind = NameOf(item.Kind), Id = item.Id })],
            Kept =
            [
                .. report.Kept.Select(item =>
                    new TrashItem { Kind = NameOf(item.Kind), Id = item.Id, Reason = item.Reason }),
            ],
            ArtifactFolders = report.ArtifactFolders,
            ArtifactsLeft =
            [
                .. report.ArtifactsLeft.Select(left =>
                    new ArtifactsLeftBehind { Uri = left.Uri, Reason = left.Reason, Retried = left.IsRetried }),
            ],
            Complete = report.IsComplete,
        };
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string>? ids, string field) =>
        ids is { Count: > 0 and <= IdsMax }
            ? ids
            : throw ParameterErrors.Invalid($"'{field}' has {ids?.Count ?? 0} ids, expected 1 to {IdsMax}.");

    private static string NameOf(TrashKind kind) => kind switch
    {
        TrashKind.Experiment => "experiment",
        TrashKind.Run => "run",
        _ => "logged_model",
    };
}
