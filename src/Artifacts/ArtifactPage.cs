namespace Tracking.Artifacts;

/// <summary>A part of a folder's children, in the order of <see cref="ArtifactOrder"/>.</summary>
/// <param name="Entries">At most as many as were asked for.</param>
/// <param name="Next">Where the next page starts; null when this is the last.</param>
public sealed record ArtifactPage(IReadOnlyList<ArtifactEntry> Entries, string? Next)
{
    /// <summary>A folder without children, or none at all.</summary>
    public static ArtifactPage Empty { get; } = new([], null);
}
