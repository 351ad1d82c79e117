using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Tensors;
using Tracking.Serving.Operations.Logging;
using Tracking.TestKit;

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

    [Fact]
    public async Task It_names_the_model_that_answered_in_any_protocol_and_how_a_call_over_gRPC_ended()
    {
        await using var to = new StringWriter();
        await using (var log = new AccessLog(AccessLogFormat.Json, to, TimeProvider.System))
        await using (var rig = await ServingRig.StartAsync(
            () => FunctionScorer.Echo(ElementType.Float32, -1),
            configure: options => options.Models[0] = options.Models[0] with { Version = "3" },
            addServices: services => services.AddSingleton(log)))
        {
            await rig.InvokeAsync("""{"inputs": [1]}""");
            await rig.PostAsync("/v1/models/m:predict", """{"instances": [1]}"""u8.ToArray());
            using var call = new RawCall(RawCall.Infer, RawCall.Frame(RawCall.Field(1, "nobody")));
            await call.SendAsync(rig.Host.GrpcAddress);
        }

        var lines = to.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .Select(line => $"{line["path"]} {line["model"]} {line["version"]} {line["grpc_status"]}");
        Assert.Equal(
            ["/inference.GRPCInferenceService/ModelInfer   5", "/invocations m 3 ", "/v1/models/m:predict m 3 "],
            lines.Order(StringComparer.Ordinal));
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
