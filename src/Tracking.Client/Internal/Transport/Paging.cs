using System.Runtime.CompilerServices;

namespace Tracking.Client.Internal.Transport;

/// <summary>One page and the token of the next; null or empty after the last.</summary>
internal readonly record struct FetchedPage<T>(IReadOnlyList<T>? Items, string? NextToken);

/// <summary>Walks pages as one sequence, fetching the next one when it is needed.</summary>
internal static class Paging
{
    internal static async IAsyncEnumerable<T> WalkAsync<T>(
        Func<string?, CancellationToken, Task<FetchedPage<T>>> fetch,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await fetch(token, cancellationToken);
            foreach (var item in page.Items ?? [])
                yield return item;

            if (page.NextToken is { Length: > 0 } && page.NextToken == token)
                throw new TrackingClientException(TrackingClientException.InvalidResponse,
                    "The server answered the same page token twice; giving up so as not to read one page forever");
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>How many to ask for at once, when no more than so many are wanted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one is wanted.</exception>
    internal static int SizeOf(int pageSize, int? maxResults) => Math.Min(pageSize, Wanted(maxResults));

    /// <summary>Stops after so many, without a look at the next page.</summary>
    internal static IAsyncEnumerable<T> AtMost<T>(this IAsyncEnumerable<T> items, int? maxResults) =>
        maxResults is null ? items : items.Take(Wanted(maxResults));

    private static int Wanted(int? maxResults)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxResults ?? int.MaxValue, 1, nameof(maxResults));
        return maxResults ?? int.MaxValue;
    }
}
