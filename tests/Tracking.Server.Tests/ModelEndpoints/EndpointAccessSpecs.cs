using System.Net;
using Tracking.Server.Access;
using Tracking.Server.ModelEndpoints;
using Tracking.TestKit;

namespace Tracking.Server.Tests.ModelEndpoints;

public sealed class EndpointAccessSpecs
{
    private static readonly TrackingServerOptions Local = new()
    {
        ModelEndpoints = new ModelEndpointOptions { Launcher = new RefusingLauncher() },
    };

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("localhost", null)]
    [InlineData("0.0.0.0", "it listens on 0.0.0.0")]
    [InlineData("10.0.0.7", "it listens on 10.0.0.7")]
    [InlineData("ml.example.org", "it listens on ml.example.org")]
    public void Only_a_server_on_loopback_starts_processes_by_itself(string host, string? reason) =>
        AssertReason(reason, ModelEndpointOptions.ReasonAgainst(Local with { Host = host }));

    [Fact]
    public void A_server_without_its_guard_starts_none()
    {
        AssertReason("its guard", ModelEndpointOptions.ReasonAgainst(
            Local with { Access = new AccessOptions { IsDisabled = true } }));
        AssertReason("every Host", ModelEndpointOptions.ReasonAgainst(
            Local with { Access = new AccessOptions { AllowedHosts = ["*"] } }));
        AssertReason("every web page", ModelEndpointOptions.ReasonAgainst(
            Local with { Access = new AccessOptions { AllowedOrigins = ["*"] } }));
    }

    [Fact]
    public void The_operator_decides_otherwise()
    {
        var open = Local with { Host = "0.0.0.0" };
        Assert.Null(ModelEndpointOptions.ReasonAgainst(
            open with { ModelEndpoints = open.ModelEndpoints with { Use = ModelEndpointUse.Always } }));
        AssertReason("--endpoints off", ModelEndpointOptions.ReasonAgainst(
            Local with { ModelEndpoints = Local.ModelEndpoints with { Use = ModelEndpointUse.Never } }));
        AssertReason("not started as", ModelEndpointOptions.ReasonAgainst(new TrackingServerOptions()));
    }

    [Fact]
    public async Task A_server_that_starts_none_says_why_and_what_to_do()
    {
        await using var server = await RunningTrackingServer.StartAsync();

        var list = await server.Client.GetJsonAsync("../tracking/endpoints/list");
        var (status, refused) = await server.Client.SendJsonAsync(
            HttpMethod.Post, "../tracking/endpoints/create", """{"model_name":"m","version":"1"}""");

        Assert.False(list.GetProperty("enabled").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("'tracking serve'", refused.GetProperty("message").GetString());
    }

    private static void AssertReason(string? expected, string? reason)
    {
        if (expected is null)
        {
            Assert.Null(reason);
            return;
        }

        Assert.Contains(expected, reason);
        Assert.Contains("'tracking serve'", reason);
    }

    /// <summary>There only so that there is one: nothing is started here.</summary>
    private sealed class RefusingLauncher : IServeHostLauncher
    {
        public Task<IServeHost> StartAsync(ServeHostLaunch launch, CancellationToken cancellationToken) =>
            throw new ServeHostException("not in this test");
    }
}
