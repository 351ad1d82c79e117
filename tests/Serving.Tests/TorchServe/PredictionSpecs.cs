using System.Runtime.InteropServices;
using System.Text;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.TorchServe;

public class PredictionSpecs
{
    [Theory]
    [InlineData("[[1,2]]", "[[1.0,2.0]]")]
    [InlineData("""{"data": [[1,2]]}""", "[[1.0,2.0]]")]
    [InlineData("""{"body": [[1,2]], "note": "x"}""", "[[1.0,2.0]]")]
    [InlineData("""{"instances": [[1,2],[3,4]]}""", "[[1.0,2.0],[3.0,4.0]]")]
    [InlineData("""{"inputs": [[1,2]]}""", "[[1.0,2.0]]")]
    [InlineData("""{"x": [[1,2]]}""", "[[1.0,2.0]]")]
    public async Task The_prediction_itself_is_the_answer(string body, string expected)
    {
        await using var rig = await StartAsync();

        var answer = await PostAsync(rig, body);

        Assert.Equal((200, expected), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Raw_bytes_are_the_only_input()
    {
        await using var rig = await StartAsync();

        var answer = await rig.PostAsync(
            "/predictions/m",
            MemoryMarshal.AsBytes<float>([1, 2, 3, 4]).ToArray(),
            "application/octet-stream");

        Assert.Equal("[[1.0,2.0],[3.0,4.0]]", answer.Text);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task The_first_part_of_a_form_is_the_body(string partType)
    {
        await using var rig = await StartAsync();
        var form = $"--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"f\"\r\n"
            + $"Content-Type: {partType}\r\n\r\n[[1,2]]\r\n--b--\r\n";

        var answer = await rig.PostAsync(
            "/predictions/m", Encoding.ASCII.GetBytes(form), "multipart/form-data; boundary=b");

        Assert.Equal("[[1.0,2.0]]", answer.Text);
    }

    [Theory]
    [InlineData("--b\r\n", "multipart/form-data; boundary=b")]
    [InlineData("", "multipart/form-data; boundary=b")]
    [InlineData("--b--\r\n", "multipart/form-data; boundary=b")]
    [InlineData("--b\r\n\r\n[[1,2]]\r\n--b--", "multipart/form-data")]
    [InlineData("[[1,2]", "application/json")]
    [InlineData("[[1,2,3]]", "application/json")]
    [InlineData("{\"data\":", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("12345", "application/octet-stream")]
    public async Task Bodies_that_make_no_sense_are_bad_requests(string body, string type)
    {
        await using var rig = await StartAsync();

        var answer = await rig.PostAsync("/predictions/m", Encoding.ASCII.GetBytes(body), type);

        Assert.Equal((400, 400), (answer.Status, (int?)answer.Json["code"]));
        Assert.Equal("BadRequestException", (string?)answer.Json["type"]);
    }

    [Theory]
    [InlineData("/predictions/n")]
    [InlineData("/predictions/m/2.0")]
    public async Task An_unknown_model_is_not_found(string path)
    {
        await using var rig = await StartAsync();

        var answer = await rig.PostAsync(path, "[[1,2]]"u8.ToArray());

        Assert.Equal((404, "ModelNotFoundException"), (answer.Status, (string?)answer.Json["type"]));
    }

    [Fact]
    public async Task Nothing_is_explained()
    {
        await using var rig = await StartAsync();

        Assert.Equal(501, (await rig.PostAsync("/explanations/m", [])).Status);
    }

    private static Task<ServingRig> StartAsync() =>
        ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

    private static Task<Answer> PostAsync(ServingRig rig, string body) =>
        rig.PostAsync("/predictions/m", Encoding.UTF8.GetBytes(body));
}
