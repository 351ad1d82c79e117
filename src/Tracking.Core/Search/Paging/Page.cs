namespace Tracking.Core.Search.Paging;

/// <summary>A page of results; <see cref="NextPageToken"/> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken);
