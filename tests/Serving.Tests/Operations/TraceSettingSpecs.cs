using System.Text;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.Operations;

public sealed class TraceSettingSpecs : IDisposable
{
    private const string OfAll = "/v2/trace/setting";
    private const string OfModel = "/v2/models/m/trace/setting";
    private const string Request = """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}""";

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

    private async Task<ServingRig> StartAsync()
    {
        var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        _spans.SendWith(rig.Client);
        return rig;
    }
}
