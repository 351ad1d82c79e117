using System.Text;
using Google.Protobuf;
using Inference;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public sealed class TraceSettingSpecs : IDisposable
{
    private const string OfAll = "/v2/trace/setting";
    private const string OfModel = "/v2/models/m/trace/setting";
    private const string Request = """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}""";

    private static readonly ByteString One = ByteString.CopyFrom(BitConverter.GetBytes(1f));

    private readonly RecordedSpans _spans = new();

    [Fact]
    public async Task A_model_has_settings_of_its_own_until_they_are_taken_back()
    {
        await using var rig = await StartAsync();
        var all = await PostAsync(rig, OfAll, """{"trace_rate": 5}""");
        var own = await PostAsync(rig, OfModel, """{"trace_level": ["OFF"]}""");
        var back = await PostAsync(rig, OfModel, """{"trace_level": null}""");
        var unknown = await rig.SendAsync(HttpMethod.Get, "/v2/models/n/trace/setting");

        Assert.Equal(
            """{"trace_level":["TIMESTAMPS"],"trace_rate":"5","trace_count":"-1","log_frequency":"0","""
            + "\"trace_file\":\"\",\"trace_mode\":\"opentelemetry\"}",
            all.Text);
        Assert.Equal(all.Text.Replace("TIMESTAMPS", "OFF", StringComparison.Ordinal), own.Text);
        Assert.Equal((all.Text, 404), (back.Text, unknown.Status));
        Assert.Equal(all.Text, (await rig.SendAsync(HttpMethod.Get, OfModel)).Text);
    }

    [Fact]
    public async Task One_of_so_many_requests_becomes_a_span_until_so_many_have()
    {
        await using (var rig = await StartAsync())
        {
            await PostAsync(rig, OfModel, """{"trace_rate": "2", "trace_count": "3"}""");
            for (var i = 0; i < 5; i++)
            {
                await PostAsync(rig, "/v2/models/m/infer", Request);
                await rig.InvokeAsync("""{"inputs": [1]}""");
            }

            Assert.Equal("0", (string?)(await rig.SendAsync(HttpMethod.Get, OfModel)).Json["trace_count"]);
        }

        // The paths take turns, and every other request is the first one's.
        Assert.Equal(3, _spans.Ended["POST /v2/models/{name}/infer"].Count());
        Assert.Equal(3, _spans.Ended["model run"].Count());
        Assert.Empty(_spans.Ended["POST /invocations"]);
    }

    [Fact]
    public async Task A_models_own_setting_holds_for_gRPC_calls_and_counts_them_with_the_others()
    {
        await using (var rig = await StartAsync())
        {
            await PostAsync(rig, OfModel, """{"trace_rate": "2"}""");
            for (var i = 0; i < 3; i++)
            {
                await CallAsync(rig);
                await PostAsync(rig, "/v2/models/m/infer", Request);
            }

            await PostAsync(rig, OfModel, """{"trace_level": ["OFF"]}""");
            await CallAsync(rig);
        }

        // They take turns, and every other one is a call.
        var calls = _spans.Ended["inference.GRPCInferenceService/ModelInfer"].ToList();
        Assert.Equal(["m", "m", "m"], calls.Select(call => call.GetTagItem("tracking.model")));
        Assert.Equal(
            calls.Select(call => call.SpanId).ToHashSet(),
            _spans.Ended["model run"].Select(run => run.ParentSpanId).ToHashSet());
        Assert.Empty(_spans.Ended["POST /v2/models/{name}/infer"]);
    }

    [Fact]
    public async Task A_request_that_reaches_no_model_goes_by_what_holds_for_all()
    {
        await using (var rig = await StartAsync())
        {
            await PostAsync(rig, OfModel, """{"trace_level": "OFF"}""");
            await PostAsync(rig, "/v2/models/m/infer", Request);
            await rig.InvokeAsync("no JSON");
            await PostAsync(rig, OfAll, """{"trace_level": "OFF"}""");
            await rig.InvokeAsync("no JSON either");
        }

        var span = Assert.Single(_spans.Ended.SelectMany(named => named));
        Assert.Equal(400, span.GetTagItem("http.response.status_code"));
    }

    [Theory]
    [InlineData("""{"trace_level": ["TIMESTAMPS", "TENSORS"]}""", "tensors are not traced")]
    [InlineData("""{"trace_rate": "0"}""", "'trace_rate' is '0', expected a whole number of 1 or more.")]
    [InlineData("""{"trace_count": -2}""", "'trace_count' is '-2', expected a whole number of -1 or more.")]
    [InlineData("""{"trace_rate": "7", "trace_file": "t.json"}""", "'trace_file' cannot be set")]
    [InlineData("""{"trace_mode": "triton"}""", "'trace_mode' is 'triton', expected opentelemetry.")]
    [InlineData("""{"trace_speed": 1}""", "'trace_speed' is no trace setting")]
    public async Task A_bad_one_changes_nothing_and_is_named(string body, string message)
    {
        await using var rig = await StartAsync();
        var before = await rig.SendAsync(HttpMethod.Get, OfAll);

        var answer = await PostAsync(rig, OfAll, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
        Assert.Equal(before.Text, (await rig.SendAsync(HttpMethod.Get, OfAll)).Text);
    }

    public void Dispose() => _spans.Dispose();

    private static Task<Answer> PostAsync(ServingRig rig, string path, string body) =>
        rig.PostAsync(path, Encoding.UTF8.GetBytes(body));

    private async Task CallAsync(ServingRig rig)
    {
        var input = new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { 1 } };
        var message = new ModelInferRequest { ModelName = "m", Inputs = { input }, RawInputContents = { One } };
        using var call = new RawCall(RawCall.Infer, RawCall.Frame(message.ToByteArray()));
        Assert.Equal("0", (await call.With("traceparent", _spans.TraceParent).SendAsync(rig.Host.GrpcAddress)).Status);
    }

    private async Task<ServingRig> StartAsync()
    {
        var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        _spans.SendWith(rig.Client);
        return rig;
    }
}
