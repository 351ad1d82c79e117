using Tracking.TestKit;
using static Tracking.Client.Tests.FakeServer;
using static Tracking.Client.Tests.Fixtures;

namespace Tracking.Client.Tests;

public class ServerDescriptionSpecs
{
    [Fact]
    public async Task Our_server_tells_its_version_its_features_and_its_time()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        await using var client = new TrackingClient(OptionsFor(server.Address));

        var described = await client.DescribeServerAsync();

        Assert.Matches(@"^\d+\.\d+\.\d+", described.TrackingVersion);
        Assert.Matches(@"^3\.\d+", described.MlflowVersion);
        Assert.Contains("idempotency-key", described.Features);
        Assert.InRange(described.ClockOffset!.Value, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.True(described.RoundTrip > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_stock_server_tells_only_the_version_of_MLflow()
    {
        await using var server = await StartAsync(Text("OK"), Text("3.1.3.dev0"));
        await using var client = ClientOf(server);

        var described = await client.DescribeServerAsync();

        Assert.Equal((null, "3.1.3.dev0"), (described.TrackingVersion, described.MlflowVersion));
        Assert.Empty(described.Features);
    }

    [Theory]
    [InlineData("not here", 404)]
    [InlineData("<html>sign in</html>", 200)]
    public async Task What_has_no_such_pages_is_a_server_that_does_not_tell(string page, int status)
    {
        await using var server = await StartAsync(Text(page, status));
        await using var client = ClientOf(server);

        var described = await client.DescribeServerAsync();

        Assert.Equal((null, null), (described.TrackingVersion, described.MlflowVersion));
    }

    [Fact]
    public async Task Where_nothing_answers_it_says_so()
    {
        await using var client = new TrackingClient(OptionsFor(NobodyThere()));
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => client.DescribeServerAsync());
        Assert.Equal(TrackingClientException.ServerUnreachable, error.ErrorCode);
    }
}
