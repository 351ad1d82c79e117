namespace Tracking.Artifacts.Uploads;

/// <summary>A part of an upload that has arrived.</summary>
/// <param name="Number">1 to <see cref="ArtifactUpload.MaxParts"/>.</param>
/// <param name="Tag">Names the part's content, without quotes.</param>
/// <param name="SizeBytes">Its size; 0 where it is not known, as in a list of parts to complete.</param>
public sealed record UploadedPart(int Number, string Tag, long SizeBytes = 0);
