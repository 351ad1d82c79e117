using Tracking.Serving.Batching;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>A model as the file has it.</summary>
/// <param name="Digest">Changes with everything for which the model must be loaded anew.</param>
/// <param name="Model">How it is served, but for its batching.</param>
/// <param name="Batching">What it changes of the host's; null for nothing.</param>
internal sealed record ServedModelConfig(
    string Digest, ServedModel Model, Func<BatchingOptions, BatchingOptions>? Batching)
{
    public ServedModel Under(BatchingOptions host) => Model with { Batching = Batching?.Invoke(host) ?? host };
}

/// <summary>Models that the file leaves to a folder or to the registry.</summary>
/// <param name="Digest">Changes with everything that is said of them.</param>
/// <param name="Like">How each is served, but for its batching.</param>
/// <param name="Batching">What they change of the host's; null for nothing.</param>
/// <param name="Create">Makes the set of a source and of how each is served.</param>
internal sealed record ModelSetConfig(
    string Digest,
    ServedModel Like,
    Func<BatchingOptions, BatchingOptions>? Batching,
    Func<IModelSource, ServedModel, IServedModelSet> Create)
{
    public IServedModelSet Under(BatchingOptions host, IModelSource source) =>
        Create(source, Like with { Batching = Batching?.Invoke(host) });
}
