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
}
