using Tracking.Core;
using Tracking.Core.Registry;

namespace Tracking.Stores.Contract.Registry;

/// <summary>The base of the suites of the registry.</summary>
public abstract class RegistrySpecs : StoreSpecs
{
    protected Task<RegisteredModel> CreateModelAsync(string name, params Tag[] tags) =>
        Rig.RegisteredModels.CreateAsync(new NewRegisteredModel(name, null, tags), Deadline);

    protected Task<ModelVersion> CreateVersionAsync(
        string name, string source = "s3://bucket/model", string? runId = null, params Tag[] tags) =>
        Rig.ModelVersions.CreateAsync(
            new NewModelVersion(name, source, null, runId, null, null, null, tags), Deadline);

    protected Task<RegisteredModel> GetModelAsync(string name) => Rig.RegisteredModels.GetAsync(name, Deadline);

    protected Task<ModelVersion> GetVersionAsync(string name, int version) =>
        Rig.ModelVersions.GetAsync(name, version, Deadline);

    protected Task<ModelVersion> TransitionAsync(
        string name, int version, ModelStage stage, bool archiveExisting = false) =>
        Rig.ModelVersions.TransitionAsync(name, version, stage, archiveExisting, Deadline);
}
