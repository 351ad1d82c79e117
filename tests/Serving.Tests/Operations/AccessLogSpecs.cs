using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Operations.Logging;

namespace Tracking.Serving.Tests.Operations;

public class AccessLogSpecs
{
    [Fact]
    public async Task A_line_tells_the_request_and_no_secret()
    {
        var text = await LogAsync(AccessLogFormat.Json, "/v2/models/m/infer");

        var line = JsonNode.Parse(Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!;
        Assert.Equal("POST", (string?)line["method"]);
        Assert.Equal("/v2/models/m/infer", (string?)line["path"]);
        Assert.Equal(503, (int)line["status"]!);
        Assert.Equal("m", (string?)line["model"]);
        Assert.DoesNotContain("secret", text);
    }

    [Fact]
    public async Task A_path_with_line_breaks_stays_one_line()
    {
        var text = await LogAsync(AccessLogFormat.Text, "/a\nfaked 200");

        var line = Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(" POST /a?faked?200 503 ", line);
    }

    private static async Task<string> LogAsync(AccessLogFormat format, string path)
    {
        await using var to = new StringWriter();
        await using (var log = new AccessLog(format, to, TimeProvider.System))
        {
            var context = new DefaultHttpContext();
            context.Request.Method = "POST";
            context.Request.Path = path;
            context.Request.QueryString = new QueryString("?key=secret");
            context.Request.Headers.Authorization = "Bearer secret";
            context.Request.RouteValues["name"] = "m";
            await log.RunAsync(context, inner =>
            {
                inner.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            });
        }

        return to.ToString();
    }
}
