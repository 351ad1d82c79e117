using System.Net;
using System.Text;
using Tracking.Server.Access;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Access;

public sealed class OriginGuardSpecs : ServerSpecs
{
    private const string Search = Api.Root + "experiments/search";

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://localhost.evil.example")]
    [InlineData("http://10.0.0.1:5000")]
    [InlineData("null")]
    public async Task A_foreign_page_changes_nothing(string origin)
    {
        using var answer = await SendAsync(Client, HttpMethod.Post, origin);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("Cross-origin request blocked", await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://[::1]:8080")]
    public async Task A_page_of_this_machine_may_call_and_read(string origin)
    {
        using var answer = await SendAsync(Client, HttpMethod.Post, origin);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("true", answer.Headers.GetValues("Access-Control-Allow-Credentials").Single());
        Assert.Equal("Origin", answer.Headers.GetValues("Vary").Single());
    }

    [Fact]
    public async Task A_foreign_page_may_send_what_changes_nothing_but_not_read_the_answer()
    {
        using var answer = await SendAsync(Client, HttpMethod.Get, "http://evil.example");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("https://ml.example.org", HttpStatusCode.OK)]
    [InlineData("http://ml.example.org", HttpStatusCode.OK)]
    [InlineData("https://other.example.org", HttpStatusCode.Forbidden)]
    public async Task The_servers_own_pages_may_call_also_behind_a_proxy(string origin, HttpStatusCode expected)
    {
        await using var server = await StartAsync(new AccessOptions { AllowedHosts = ["ml.example.org"] });

        using var answer = await SendAsync(server.Client, HttpMethod.Post, origin, "ml.example.org");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Where_every_host_is_served_the_host_proves_no_origin()
    {
        await using var server = await StartAsync(new AccessOptions { AllowedHosts = ["*"] });

        using var answer = await SendAsync(server.Client, HttpMethod.Post, "http://evil.example", "evil.example");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://app.example.org", "https://app.example.org", "https://app.example.org")]
    [InlineData("https://*.example.org", "https://a.b.example.org", "https://a.b.example.org")]
    [InlineData("https://*.example.org", "https://evil.example", null)]
    [InlineData("*", "https://evil.example", "*")]
    public async Task Allowed_origins_are_as_set(string allowed, string origin, string? told)
    {
        await using var server = await StartAsync(new AccessOptions { AllowedOrigins = [allowed] });

        using var answer = await SendAsync(server.Client, HttpMethod.Post, origin);

        Assert.Equal(told is null ? HttpStatusCode.Forbidden : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(told, ValueOf(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(told is null or "*" ? null : "true", ValueOf(answer, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("http://localhost:3000", HttpStatusCode.OK, "OK")]
    [InlineData("http://evil.example", HttpStatusCode.BadRequest, "Disallowed CORS origin")]
    public async Task A_preflight_says_what_may_be_sent(string origin, HttpStatusCode status, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, Search);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type, x-mine");

        using var answer = await Client.SendAsync(request);

        var isAllowed = status == HttpStatusCode.OK;
        Assert.Equal((status, text), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(isAllowed ? origin : null, ValueOf(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(isAllowed ? "content-type, x-mine" : null, ValueOf(answer, "Access-Control-Allow-Headers"));
        Assert.Equal(
            isAllowed ? "GET, POST, PUT, DELETE, OPTIONS, PATCH" : null,
            ValueOf(answer, "Access-Control-Allow-Methods"));
    }

    [Theory]
    [InlineData("runs/create", "POST, OPTIONS")]
    [InlineData("experiments/get", "GET, HEAD, OPTIONS")]
    public async Task OPTIONS_without_an_origin_tells_the_methods(string path, string methods)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, Api.Root + path);

        using var answer = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(methods, string.Join(", ", answer.Content.Headers.Allow));
    }

    private static Task<RunningTrackingServer> StartAsync(AccessOptions access) =>
        RunningTrackingServer.StartAsync(options => options with { Access = access });

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string origin, string? host = null)
    {
        using var request = new HttpRequestMessage(method, Search);
        request.Headers.Add("Origin", origin);
        request.Headers.Host = host;
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("""{"max_results":1}""", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request);
    }

    private static string? ValueOf(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) ? string.Join(", ", values) : null;
}
