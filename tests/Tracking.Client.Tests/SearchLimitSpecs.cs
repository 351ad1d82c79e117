using static Tracking.Client.Tests.FakeServer;
using static Tracking.Client.Tests.Fixtures;

namespace Tracking.Client.Tests;

public class SearchLimitSpecs
{
    private const string Page = """{"experiments":[{"name":"a"},{"name":"b"}],"next_page_token":"more"}""";

    [Fact]
    public async Task A_limit_asks_for_no_more_and_looks_at_no_further_page()
    {
        await using var server = await StartAsync(Json(Page));
        await using var client = ClientOf(server);

        var names = await client.Experiments.SearchAsync(maxResults: 2).Select(each => each.Name).ToListAsync();

        Assert.Equal(["a", "b"], names);
        Assert.Contains("\"max_results\":2", Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task A_limit_above_a_page_walks_on_until_it_is_reached()
    {
        await using var server = await StartAsync(
            Json(Page), Json(Page.Replace("more", "even more", StringComparison.Ordinal)));
        await using var client = ClientOf(server);

        Assert.Equal(3, await client.Experiments.SearchAsync(maxResults: 3).CountAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_refused(int limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Internal.Transport.Paging.AtMost(AsyncEnumerable.Empty<int>(), limit));
    }
}
