using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Lifecycle;

namespace Tracking.Client.Trash;

/// <summary>
/// Removes for good what was deleted; stock MLflow servers cannot. Every failure is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class TrashClient
{
    private readonly Api _api;

    internal TrashClient(Api api) => _api = api;

    /// <summary>Removes runs with all they logged and their files, unless a model version is made of them.</summary>
    /// <param name="runIds">1 to 100; all must be deleted already.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<CollectTrashResponse> DeleteRunsAsync(
        IReadOnlyList<string> runIds, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Trash.DeleteRuns, new DeleteRunsPermanentlyRequest { RunIds = runIds }, cancellationToken);

    /// <summary>Removes experiments with all that is in them; their names can be used again.</summary>
    /// <param name="experimentIds">1 to 100; all must be deleted already.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<CollectTrashResponse> DeleteExperimentsAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Trash.DeleteExperiments,
            new DeleteExperimentsPermanentlyRequest { ExperimentIds = experimentIds },
            cancellationToken);

    /// <summary>Removes logged models and their files, unless a model version is made of them.</summary>
    /// <param name="modelIds">1 to 100; all must be deleted already.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<CollectTrashResponse> DeleteLoggedModelsAsync(
        IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.Trash.DeleteLoggedModels,
            new DeleteLoggedModelsPermanentlyRequest { ModelIds = modelIds },
            cancellationToken);

    /// <summary>Empties the trash; a call removes about 1,000 things and says whether more are left.</summary>
    /// <param name="request">How old things must be, and whether to tell only.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<CollectTrashResponse> CollectAsync(
        CollectTrashRequest request, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.Trash.Collect, request, cancellationToken);
}
