using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.OpenInference;

public class MetadataSpecs
{
    [Theory]
    [InlineData("/v2/health/live", """{"live":true}""")]
    [InlineData("/v2/health/ready", """{"ready":true}""")]
    [InlineData("/v2/models/m/ready", """{"name":"m","ready":true}""")]
    [InlineData("/v2/models/m",
        """
        {"name":"m","versions":[],"platform":"onnxruntime_onnx",
        "inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],
        "outputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}]}
        """)]
    public async Task Answers_what_it_serves(string path, string expected)
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, path);

        Assert.Equal((200, expected.Replace("\n", "", StringComparison.Ordinal)), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task The_server_names_itself()
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(HttpMethod.Get, "/v2");

        Assert.Equal("tracking", (string?)answer.Json["name"]);
        Assert.False(string.IsNullOrEmpty((string?)answer.Json["version"]));
    }

    [Theory]
    [InlineData("GET", "/v2/models/other", 404)]
    [InlineData("GET", "/v2/models/other/ready", 404)]
    [InlineData("GET", "/v2/nope", 404)]
    [InlineData("GET", "/v2/models/m/infer", 405)]
    [InlineData("POST", "/v2/health/live", 405)]
    public async Task Errors_have_the_protocols_own_body(string method, string path, int status)
    {
        await using var rig = await StartAsync();

        var answer = await rig.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Message);
    }

    private static Task<ServingRig> StartAsync() =>
        ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));
}
