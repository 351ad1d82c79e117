using Tracking.Core.Runs;
using Tracking.Core.Search.Paging;

namespace Tracking.Stores.Contract.Search;

/// <summary>Reads a search to its end.</summary>
internal static class Pages
{
    private const int PagesMax = 1_000;

    public static Task<IReadOnlyList<Run>> ReadAllAsync(
        IRunStore store, RunQuery query, CancellationToken cancellationToken) => ReadAllAsync(
            token => store.SearchAsync(query with { PageToken = token }, cancellationToken), query.MaxResults);

    /// <summary>All items; every page but the last is full.</summary>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(Func<string?, Task<Page<T>>> read, int pageSize)
    {
        var items = new List<T>();
        string? token = null;
        for (var i = 0; i < PagesMax; i++)
        {
            var page = await read(token);
            items.AddRange(page.Items);
            token = page.NextPageToken;
            if (token is null)
            {
                return items;
            }

            Assert.Equal(pageSize, page.Items.Count);
        }

        throw new InvalidOperationException("The pages do not end.");
    }
}
