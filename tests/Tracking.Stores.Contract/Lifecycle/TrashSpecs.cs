using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Core.LoggedModels;
using Tracking.Core.Registry;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.Lifecycle;

/// <summary>The base of the suites about the trash: a collector over the store, and artifacts that are noted.</summary>
public abstract class TrashSpecs : StoreSpecs
{
    protected RecordingRemover Remover { get; } = new();

    protected Task<CollectionReport> CollectAsync(CollectionRequest? request = null) =>
        new TrashCollector(Rig.Trash, Remover, TimeProvider.System).CollectAsync(request ?? new(), Deadline);

    protected async Task<string> DeletedRunAsync(string runId, long experimentId = 0)
    {
        await CreateRunAsync(runId, experimentId);
        await Rig.Runs.DeleteAsync(runId, Deadline);
        return runId;
    }

    protected Task<LoggedModel> CreateModelAsync(string modelId, long experimentId = 0) =>
        Rig.LoggedModels.CreateAsync(
            new NewLoggedModel(modelId, experimentId, "model", null, null, [], []), Deadline);

    protected async Task RegisterAsync(string source, string? runId = null, string? modelId = null)
    {
        await Rig.RegisteredModels.CreateAsync(new NewRegisteredModel("registered", null, []), Deadline);
        await Rig.ModelVersions.CreateAsync(
            new NewModelVersion("registered", source, source, runId, null, modelId, null, []), Deadline);
    }

    protected async Task<bool> ExistsAsync(string runId)
    {
        try
        {
            return await Rig.Runs.GetAsync(runId, Deadline) is not null;
        }
        catch (TrackingException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }

    protected static string Ids(IEnumerable<RemovedItem> items) =>
        string.Join(' ', items.Select(item => $"{item.Kind}:{item.Id}"));

    /// <summary>Says that it removed what it is told, unless a test has it fail.</summary>
    protected sealed class RecordingRemover : IArtifactRemover
    {
        public List<string> Removed { get; } = [];

        public Func<string, bool> Answer { get; set; } = _ => true;

        public Task<bool> RemoveAsync(string artifactUri, CancellationToken cancellationToken)
        {
            var answer = Answer(artifactUri);
            Removed.Add(artifactUri);
            return Task.FromResult(answer);
        }
    }
}
