namespace Tracking.Artifacts;

/// <summary>A file or a folder of an artifact store.</summary>
/// <param name="Path">Its path below the store's root.</param>
/// <param name="IsFolder">Whether it holds others.</param>
/// <param name="SizeBytes">The size of a file; 0 for a folder.</param>
/// <param name="ModifiedAt">When a file was last written.</param>
public sealed record ArtifactEntry(ArtifactPath Path, bool IsFolder, long SizeBytes, DateTimeOffset ModifiedAt);
