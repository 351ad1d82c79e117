using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.Mlflow;

public class RouteSpecs
{
    [Theory]
    [InlineData("/ping", "{\"status\":\"Healthy\"}")]
    [InlineData("/health", "\n")]
    public async Task Health_is_a_newline_and_ping_is_also_what_TorchServe_says(string path, string body)
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, path);

        Assert.Equal((200, body), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Version_is_that_of_this_assembly()
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, "/version");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(typeof(ServingHost).Assembly.GetName().Version!.ToString(2), answer.Text);
    }

    [Theory]
    [InlineData("GET", "/invocations", "POST")]
    [InlineData("POST", "/ping", "GET")]
    [InlineData("DELETE", "/version", "GET")]
    public async Task Another_method_is_not_allowed(string method, string path, string allowed)
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(new HttpMethod(method), path);

        Assert.Equal((405, allowed, """{"detail":"Method Not Allowed"}"""), (answer.Status, answer.Allow, answer.Text));
    }

    [Fact]
    public async Task Head_is_not_allowed_either_and_has_no_body()
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Head, "/ping");

        Assert.Equal((405, ""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nope")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, path);

        Assert.Equal((404, """{"detail":"Not Found"}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("application/xml", "Got 'application/xml'.")]
    [InlineData(null, "Got ''.")]
    [InlineData("application/json; charset=latin-1", "The scoring server only supports UTF-8")]
    [InlineData("application/json; format=pandas-split", "Unrecognized content type parameters: format.")]
    public async Task Other_content_types_are_refused_in_plain_text(string? contentType, string why)
    {
        await using var rig = await StartAsync();

        var answer = await rig.InvokeAsync("""{"inputs": [1]}""", contentType);

        Assert.Equal((415, "text/plain; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Contains(why, answer.Text);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task Utf8_may_be_stated(string contentType)
    {
        await using var rig = await StartAsync();

        var answer = await rig.InvokeAsync("""{"inputs": [1]}""", contentType);

        Assert.Equal(200, answer.Status);
    }

    private static Task<ServingRig> StartAsync() => ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
}
