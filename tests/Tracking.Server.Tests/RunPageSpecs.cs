using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Server.Tests;

/// <summary>Pages that are longer than what is read at a time.</summary>
public sealed class RunPageSpecs : IAsyncLifetime
{
    private const int Runs = 2_100;

    private RunningTrackingServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningTrackingServer.StartAsync();
        await Parallel.ForAsync(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            await _server.Client.PostJsonAsync(
                "runs/create", $$"""{"experiment_id":"0","start_time":{{i}},"run_name":"run {{i}}"}"""));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(50_000)]
    [InlineData(Runs)]
    public async Task Page_of_all_runs_holds_each_once_in_order_and_has_no_token(int maxResults)
    {
        var page = await SearchAsync(maxResults, token: null);

        Assert.Equal(Enumerable.Range(0, Runs).Reverse().Select(i => $"run {i}"), NamesOf(page));
        Assert.False(page.TryGetProperty("next_page_token", out _));
    }

    [Fact]
    public async Task Token_of_a_long_page_goes_on_where_it_ended()
    {
        var first = await SearchAsync(1_500, token: null);
        var rest = await SearchAsync(1_500, first.GetProperty("next_page_token").GetString());

        Assert.Equal(1_500, NamesOf(first).Count());
        Assert.Equal(
            Enumerable.Range(0, Runs).Reverse().Select(i => $"run {i}"), NamesOf(first).Concat(NamesOf(rest)));
    }

    [Theory]
    [InlineData("", Runs)]
    [InlineData("attributes.start_time < 7", 7)]
    [InlineData("attributes.run_name = 'nobody'", 0)]
    public async Task Runs_of_a_search_are_counted_without_being_read(string filter, int count)
    {
        var counted = await _server.Client.PostJsonAsync(
            "../tracking/runs/count", JsonSerializer.Serialize(new { experiment_ids = Experiments, filter }));

        Assert.Equal(count, counted.GetProperty("count").GetInt32());
    }

    private Task<JsonElement> SearchAsync(int maxResults, string? token) => _server.Client.PostJsonAsync(
        "runs/search",
        JsonSerializer.Serialize(new { experiment_ids = Experiments, max_results = maxResults, page_token = token }));

    private static readonly string[] Experiments = ["0"];

    private static IEnumerable<string?> NamesOf(JsonElement page) => page.GetProperty("runs").EnumerateArray()
        .Select(run => run.GetProperty("info").GetProperty("run_name").GetString());
}
