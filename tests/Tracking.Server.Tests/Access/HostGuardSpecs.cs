using System.Net;
using Tracking.Server.Access;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Access;

public sealed class HostGuardSpecs : ServerSpecs
{
    private const string Experiment = Api.Root + "experiments/get?experiment_id=0";

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5000")]
    [InlineData("127.0.0.1:1234")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:5000")]
    [InlineData("[fd12:3456::1]:5000")]
    [InlineData("10.0.0.7")]
    [InlineData("172.16.0.1:80")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1:8080")]
    public async Task Local_and_private_addresses_are_served_by_default(string host) =>
        Assert.Equal((HttpStatusCode.OK, true), await GetAsync(Client, Experiment, host));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5000")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.evil.example")]
    [InlineData("192.168.evil.example")]
    [InlineData("172.32.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("8.8.8.8:5000")]
    [InlineData("[2001:db8::1]")]
    public async Task Other_names_and_addresses_are_refused_in_the_words_of_MLflow(string host)
    {
        using var answer = await SendAsync(Client, Experiment, host);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "Invalid Host header - possible DNS rebinding attack detected", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("health")]
    [InlineData("version")]
    public async Task Probes_come_by_any_name(string path) =>
        Assert.Equal((HttpStatusCode.OK, true), await GetAsync(Client, path, "evil.example"));

    [Theory]
    [InlineData("ml.example.org", "ml.example.org", true)]
    [InlineData("ml.example.org", "ML.Example.org", true)]
    [InlineData("ml.example.org", "ml.example.org:5000", false)]
    [InlineData("ml.example.org:*", "ml.example.org:5000", true)]
    [InlineData("*.example.org", "a.b.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "a.example.org.evil.net", false)]
    [InlineData("ml.example.org", "localhost", false)]
    [InlineData("a.example,b.example", "b.example", true)]
    [InlineData("[[]::1]:*", "[::1]:80", true)]
    [InlineData("m[a-c]?.example*", "mbx.example", true)]
    [InlineData("m[!a-c]?.example*", "mbx.example", false)]
    [InlineData("*", "evil.example", true)]
    public void A_list_of_hosts_replaces_the_default(string allowed, string host, bool isServed) =>
        Assert.Equal(isServed, new HostRule(allowed.Split(',')).Allows(host));

    [Fact]
    public async Task Probes_below_a_static_prefix_are_open_too_and_the_API_is_not()
    {
        await using var server = await RunningTrackingServer.StartAsync(
            options => options with { StaticPrefix = "/ml" });
        var forbidden = (HttpStatusCode.Forbidden, true);

        Assert.Equal((HttpStatusCode.OK, true), await GetAsync(server.Client, "/ml/health", "evil.example"));
        Assert.Equal(forbidden, await GetAsync(server.Client, "/health", "evil.example"));
        Assert.Equal(forbidden, await GetAsync(server.Client, "/ml/" + Experiment, "evil.example"));
    }

    [Fact]
    public async Task Without_the_guard_every_host_is_served_and_no_frame_header_is_sent()
    {
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Access = new AccessOptions { IsDisabled = true },
        });

        using var answer = await SendAsync(server.Client, Experiment, "evil.example");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
    }

    [Theory]
    [InlineData("deny", "DENY")]
    [InlineData("none", null)]
    [InlineData("SAMEORIGIN", "SAMEORIGIN")]
    public async Task The_frame_header_is_as_set(string setting, string? sent)
    {
        await using var server = await RunningTrackingServer.StartAsync(options => options with
        {
            Access = new AccessOptions { XFrameOptions = setting },
        });

        using var answer = await server.Client.GetAsync("version");

        Assert.Equal(sent, answer.Headers.TryGetValues("X-Frame-Options", out var values) ? values.Single() : null);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private static async Task<(HttpStatusCode Status, bool IsSafe)> GetAsync(
        HttpClient client, string path, string host)
    {
        using var answer = await SendAsync(client, path, host);
        return (answer.StatusCode, answer.Headers.Contains("X-Content-Type-Options"));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }
}
