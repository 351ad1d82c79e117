using System.Net;
using System.Text;

namespace Tracking.Server.Tests;

public sealed class ErrorSpecs : ServerSpecs
{
    private protected override TrackingServerOptions Configure(TrackingServerOptions options) =>
        options with { MaxMessageBytes = 4096 };

    [Fact]
    public async Task An_unknown_url_is_not_found() =>
        Assert.Equal(
            "404 ENDPOINT_NOT_FOUND There is no /api/2.0/mlflow/nope on this server.",
            await Client.RefusalOfGetAsync("nope"));

    [Fact]
    public async Task A_wrong_method_is_refused_and_told_the_right_ones()
    {
        using var response = await Client.DeleteAsync(Api.Root + "runs/create");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_refused(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.Root + "experiments/create")
        {
            Content = new StringContent(
                $$"""{"name":"{{new string('x', 5000)}}"}""", Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = chunked },
        };
        using var response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains(
            "larger than this server takes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_request_is_answered_without_a_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "health");
        using var response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_surprise_is_logged_once_and_shows_nothing_of_the_inside()
    {
        // The store's file is gone from under the server: nothing that it expects.
        var folder = Path.Join(Server.Folder, "artifacts");
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "a file where the folder was");
        using var response = await Client.PutAsync(
            "api/2.0/mlflow-artifacts/artifacts/a/b.txt", new StringContent("x"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("INTERNAL_ERROR", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Folder, text, StringComparison.Ordinal);
        Assert.Single(Server.TakeErrors());
    }
}
