using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.TfServing;

public class StatusSpecs
{
    [Theory]
    [InlineData("/v1/models/m")]
    [InlineData("/v1/models/m/versions/1")]
    public async Task The_status_is_one_object_for_both_systems(string path)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var answer = await rig.SendAsync(HttpMethod.Get, path);

        Assert.Equal("m", (string?)answer.Json["name"]);
        Assert.True((bool?)answer.Json["ready"]);
        Assert.Equal(
            """[{"version":"1","state":"AVAILABLE","status":{"error_code":"OK","error_message":""}}]""",
            answer.Json["model_version_status"]!.ToJsonString());
    }

    [Fact]
    public async Task Metadata_are_the_only_signature()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 4));

        var answer = await rig.SendAsync(HttpMethod.Get, "/v1/models/m/metadata");

        var signature = answer.Json["metadata"]!["signature_def"]!["signature_def"]!["serving_default"]!;
        Assert.Equal("DT_FLOAT", (string?)signature["inputs"]!["x"]!["dtype"]);
        Assert.Equal(
            """{"dim":[{"size":"-1","name":""},{"size":"4","name":""}],"unknown_rank":false}""",
            signature["outputs"]!["x"]!["tensor_shape"]!.ToJsonString());
        Assert.Equal("tensorflow/serving/predict", (string?)signature["method_name"]);
    }

    [Theory]
    [InlineData("GET", "/v1/models/n", 404, "Could not find any versions of model n")]
    [InlineData("GET", "/v1/models/m/versions/2", 404, "Could not find version 2 of model m")]
    [InlineData("GET", "/v1/models/n/metadata", 404, "Servable not found for request: Latest(n)")]
    [InlineData("GET", "/v1/models/m:predict", 405, "Method not allowed.")]
    [InlineData("GET", "/v1/nothing", 404, "Malformed request: GET /v1/nothing")]
    public async Task What_is_not_there_is_said_in_the_systems_words(
        string method, string path, int status, string message)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var answer = await rig.SendAsync(new HttpMethod(method), path);

        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task The_list_has_the_names()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        Assert.Equal("""{"models":["m"]}""", (await rig.SendAsync(HttpMethod.Get, "/v1/models")).Text);
    }
}
