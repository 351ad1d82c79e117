namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>A row in the bytes of its batch, without the end of its line.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Bytes that are here.</param>
/// <param name="IsCut">Whether it is longer than a row may be, and only its beginning is here.</param>
internal readonly record struct RowSlice(int Start, int Length, bool IsCut);
