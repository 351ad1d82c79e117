using Tracking.Core.Lifecycle;

namespace Tracking.Core.Experiments;

/// <summary>
/// An experiment to create. Without a location of its own its artifacts lie at <c>ArtifactRoot/id</c>.
/// </summary>
public sealed record NewExperiment(string Name, string ArtifactRoot, string? ArtifactLocation, IReadOnlyList<Tag> Tags)
{
    /// <summary>Set when the client may send the create again.</summary>
    public CreateOnce<Experiment>? Once { get; init; }
}
