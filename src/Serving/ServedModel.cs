using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Uris;
using Tracking.Serving.Batching;
using Tracking.Serving.Repository;

namespace Tracking.Serving;

/// <summary>A model to serve.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Name">
/// What it is called in Open Inference paths; null for its registered name, else its folder's name.
/// </param>
public sealed record ServedModel(ModelUri Uri, string? Name = null)
{
    /// <summary>The version that it is served as; null for its registered one, if it has one.</summary>
    public string? Version { get; init; }

    /// <summary>What it is called before it is loaded: its name here or in the registry, else its folder's.</summary>
    public string ExpectedName => ServedNames.Expected(this);

    /// <summary>Whether it is loaded with its first request instead of at start.</summary>
    public bool LoadsOnDemand { get; init; }

    /// <summary>Whether it stays loaded, whatever the memory budget and however long nobody asks.</summary>
    public bool IsPinned { get; init; }

    /// <summary>How its requests are joined; null for what the host's options say.</summary>
    public BatchingOptions? Batching { get; init; }

    /// <summary>What changes of the session options that an ONNX model states; null for nothing.</summary>
    public OnnxSessionConfig? Session { get; init; }

    /// <summary>How often its input example is scored before it answers, 0 to 1000. Default 1.</summary>
    public int WarmUpRuns { get; init; } = 1;

    /// <summary>
    /// Requests that it works on at the same time, 0 for no bound, at most 100,000; as many again may wait. Null for
    /// <see cref="ServingLimits.ConcurrentRequestsPerModel"/>.
    /// </summary>
    public int? ConcurrentRequests { get; init; }
}
