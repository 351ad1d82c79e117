namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>What a session is opened with.</summary>
/// <param name="File">The model.</param>
/// <param name="Config">The options, file and caller together.</param>
/// <param name="Providers">What computes it.</param>
internal sealed record SessionPlan(OnnxFile File, OnnxSessionConfig Config, ProviderChoice Providers)
{
    /// <summary>The model's graph as it was optimized before, to be opened in its place.</summary>
    public string? OptimizedFrom { get; init; }

    /// <summary>Where the optimized graph is to be written.</summary>
    public string? OptimizedTo { get; init; }
}
