namespace Tracking.Serving.BatchScoring;

/// <summary>How far a batch job is.</summary>
/// <param name="Rows">Rows dealt with, those of earlier attempts too.</param>
/// <param name="Rejected">How many of them were set aside.</param>
/// <param name="InputBytes">Bytes of the input that were read, as they lie on disk.</param>
/// <param name="InputLength">All bytes of the input; null where nobody knows.</param>
public readonly record struct BatchScoringProgress(long Rows, long Rejected, long InputBytes, long? InputLength);

/// <summary>What a batch job did.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Rejected">How many of them were set aside.</param>
/// <param name="RejectedPath">Where they are; null if there are none.</param>
/// <param name="ResumedAtRow">The rows that an earlier attempt had dealt with; null if there was none.</param>
public sealed record BatchScoringResult(long Rows, long Rejected, string? RejectedPath, long? ResumedAtRow);
