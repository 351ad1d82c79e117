using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.OpenInference;

public class ExtensionSpecs
{
    private const string Index = "/v2/repository/index";

    [Fact]
    public async Task The_server_names_the_extensions_that_it_has()
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, "/v2");

        Assert.Equal(
            ["binary_tensor_data", "classification", "logging", "model_configuration", "model_repository", "parameters",
             "schedule_policy", "statistics", "trace"],
            answer.Json["extensions"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public async Task An_unloaded_model_answers_no_more_and_is_ready_when_it_is_loaded_again()
    {
        await using var rig = await StartAsync();

        var unloaded = await PostAsync(
            rig, "/v2/repository/models/m/unload", """{"parameters":{"unload_dependents":true}}""");
        var index = await PostAsync(rig, Index, "");
        var ready = await PostAsync(rig, Index, """{"ready":true}""");
        var refused = await InferSpecs.PostAsync(rig, InferSpecs.Input("[1]", "INT64", "[1]"));
        var loaded = await PostAsync(rig, "/v2/repository/models/m/load", "");
        var again = await PostAsync(rig, Index, """{"ready":true}""");

        Assert.Equal((200, ""), (unloaded.Status, unloaded.Text));
        Assert.Equal("""[{"name":"m","state":"UNAVAILABLE","reason":"unloaded"}]""", index.Text);
        Assert.Equal("[]", ready.Text);
        Assert.Equal(503, refused.Status);
        Assert.Equal(200, loaded.Status);
        Assert.Equal("""[{"name":"m","state":"READY","reason":""}]""", again.Text);
    }

    [Theory]
    [InlineData("/v2/repository/models/n/load", "", 404, "No model 'n'")]
    [InlineData("/v2/repository/models/n/unload", "", 404, "No model 'n'")]
    [InlineData("/v2/repository/models/m/load", "{\"parameters\":{\"config\":\"{}\"}}", 400, "'config' is not taken")]
    [InlineData("/v2/repository/models/m/load", "{\"parameters\":{\"file:1/m\":\"\"}}", 400, "'file:1/m' is not taken")]
    [InlineData("/v2/repository/models/m/load", "{\"parameters\":[]}", 400, "'parameters' is a list")]
    [InlineData(Index, "[]", 400, "expected an object")]
    [InlineData(Index, "{\"ready\":1}", 400, "'ready' is 1, expected")]
    [InlineData(Index, "{", 400, "valid JSON")]
    public async Task Bad_repository_requests_are_refused(string path, string body, int status, string message)
    {
        await using var rig = await StartAsync();

        var answer = await PostAsync(rig, path, body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    [Theory]
    [InlineData("/v2/models/m/stats")]
    [InlineData("/v2/models/stats")]
    public async Task Statistics_count_what_was_asked(string path)
    {
        await using var rig = await StartAsync();
        await InferSpecs.PostAsync(rig, InferSpecs.Input("[3]", "INT64", "[1,2,3]"));

        var answer = await rig.SendAsync(HttpMethod.Get, path);

        var model = answer.Json["model_stats"]![0]!;
        Assert.Equal("m", (string?)model["name"]);
        Assert.Equal(3, (int?)model["inference_count"]);
        Assert.Equal(1, (int?)model["inference_stats"]!["success"]!["count"]);
        Assert.Equal(3, (int?)model["batch_stats"]![0]!["batch_size"]);
    }

    [Fact]
    public async Task The_configuration_has_types_and_whole_shapes()
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, "/v2/models/m/config");

        Assert.Equal("onnxruntime_onnx", (string?)answer.Json["platform"]);
        Assert.Equal(
            """[{"name":"x","data_type":"TYPE_INT64","dims":[-1],"optional":false}]""",
            answer.Json["input"]!.ToJsonString());
        Assert.Equal(0, (int?)answer.Json["max_batch_size"]);
    }

    [Theory]
    [InlineData("/v2/models/n/stats")]
    [InlineData("/v2/models/m/versions/9/stats")]
    [InlineData("/v2/models/n/config")]
    [InlineData("/v2/models/m/versions/9/config")]
    public async Task An_unknown_model_has_neither(string path)
    {
        await using var rig = await StartAsync();

        Assert.Equal(404, (await rig.SendAsync(HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task A_request_may_shorten_its_time()
    {
        var schema = new ScorerSchema(
            [new TensorInfo("x", ElementType.Int64, [-1])], [new TensorInfo("x", ElementType.Int64, [-1])]);
        await using var rig = await ServingRig.StartAsync(new FunctionScorer(schema, (inputs, token) =>
        {
            token.WaitHandle.WaitOne(Patience.Limit);
            token.ThrowIfCancellationRequested();
            return inputs;
        }));

        var answer = await InferSpecs.PostAsync(rig, """
            {"parameters":{"timeout":1000},"inputs":[{"name":"x","shape":[1],"datatype":"INT64","data":[1]}]}
            """);

        Assert.Equal(504, answer.Status);
        Assert.Contains("within the timeout of 1000 us", answer.Message);
    }

    [Theory]
    [InlineData("""{"timeout":-1}""", "'timeout'")]
    [InlineData("""{"priority":"high"}""", "'priority'")]
    [InlineData("""{"binary_data_output":1}""", "'binary_data_output'")]
    [InlineData("""{"mine":{}}""", "'mine'")]
    [InlineData("""[]""", "expected an object")]
    public async Task Parameters_of_the_wrong_kind_are_refused(string parameters, string message)
    {
        await using var rig = await StartAsync();

        var answer = await InferSpecs.PostAsync(rig, $$"""
            {"parameters":{{parameters}},"inputs":[{"name":"x","shape":[1],"datatype":"INT64","data":[1]}]}
            """);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    private static Task<ServingRig> StartAsync() => ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

    private static Task<Answer> PostAsync(ServingRig rig, string path, string body) =>
        rig.PostAsync(path, Encoding.UTF8.GetBytes(body));
}
