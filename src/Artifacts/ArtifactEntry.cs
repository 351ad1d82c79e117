namespace Tracking.Artifacts;

/// <summary>A file or a folder of an artifact store.</summary>
/// <param name="Path">Its path below the store's root.</param>
/// <param name="IsFolder">Whether it holds others.</param>
/// <param name="SizeBytes">The size of a file; 0 for a folder.</param>
/// <param name="ModifiedAt">When a file was last written; the epoch for a folder of a store that keeps none.</param>
/// <param name="Tag">
/// Names the content of a file: another content has another tag. Printable, without quotes; empty for a folder.
/// </param>
public sealed record ArtifactEntry(
    ArtifactPath Path, bool IsFolder, long SizeBytes, DateTimeOffset ModifiedAt, string Tag);
