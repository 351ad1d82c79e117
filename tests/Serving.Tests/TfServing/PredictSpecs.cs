using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.TfServing;

public class PredictSpecs
{
    private static readonly ScorerSchema HalfPlusTwo = new(
        [new TensorInfo("x", ElementType.Float32, [-1])], [new TensorInfo("y", ElementType.Float32, [-1])]);

    private static readonly TensorInfo[] AgeAndName =
        [new("age", ElementType.Int64, [-1]), new("name", ElementType.String, [-1])];

    [Theory]
    [InlineData("""{"instances": [3.0, 8.0, -1]}""", """{"predictions":[3.5,6.0,1.5]}""")]
    [InlineData("""{"signature_name": "serving_default", "instances": [4]}""", """{"predictions":[4.0]}""")]
    [InlineData("""{"signature_name": "", "inputs": [4, 5]}""", """{"outputs":[4.0,4.5]}""")]
    [InlineData("""{"inputs": {"x": [4, 5]}}""", """{"outputs":[4.0,4.5]}""")]
    [InlineData("""{"instances": [{"x": 4}, {"x": 5}]}""", """{"predictions":[4.0,4.5]}""")]
    [InlineData("""{"instances": [NaN, Infinity, -Infinity]}""", """{"predictions":[NaN,Infinity,-Infinity]}""")]
    public async Task Half_plus_two_answers_rows_with_rows_and_tensors_with_tensors(string body, string answer)
    {
        await using var rig = await StartHalfPlusTwoAsync();

        var predicted = await PostAsync(rig, "/v1/models/m:predict", body);

        Assert.Equal((200, answer), (predicted.Status, predicted.Text));
    }

    [Fact]
    public async Task Several_inputs_and_outputs_go_by_their_names()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(AgeAndName));

        var rows = await PostAsync(
            rig, "/v1/models/m:predict", """{"instances":[{"age":3,"name":"a"},{"age":4,"name":{"b64":"YmM="}}]}""");
        var columns = await PostAsync(
            rig, "/v1/models/m:predict", """{"inputs":{"name":["a","b"],"age":[3,4]}}""");

        Assert.Equal("""{"predictions":[{"age":3,"name":"a"},{"age":4,"name":"bc"}]}""", rows.Text);
        Assert.Equal("""{"outputs":{"name":["a","b"],"age":[3,4]}}""", columns.Text);
    }

    [Fact]
    public async Task Texts_of_outputs_called_bytes_go_as_base64()
    {
        TensorInfo[] only = [new("image_bytes", ElementType.String, [-1])];
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(only));

        var answer = await PostAsync(rig, "/v1/models/m:predict", """{"instances":[{"b64":"YWI="},{"b64":"Yw=="}]}""");

        Assert.Equal("""{"predictions":[{"b64":"YWI="},{"b64":"Yw=="}]}""", answer.Text);
        Assert.Equal(["ab", "c"], ((StringTensor)rig.Echo.Asked[0].Tensor).Data.AsEnumerable());
    }

    [Fact]
    public async Task A_model_with_columns_takes_rows_by_the_names_of_its_columns()
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1, 2),
            """[{"type": "double", "name": "a"}, {"type": "double", "name": "b"}]""");

        var answer = await PostAsync(
            rig, "/v1/models/m:predict", """{"instances":[{"b":2,"a":1},{"a":3,"b":4}]}""");

        Assert.Equal("""{"predictions":[[1.0,2.0],[3.0,4.0]]}""", answer.Text);
    }

    [Theory]
    [InlineData("/v1/models/n:predict", 404, "Servable not found for request: Latest(n)")]
    [InlineData("/v1/models/m/versions/7:predict", 404, "Servable not found for request: Specific(m, 7)")]
    [InlineData("/v1/models/m/labels/canary:predict", 404, "Servable not found for request: Specific(m, canary)")]
    [InlineData("/v1/models/m/versions/1:predict", 200, null)]
    public async Task Models_are_found_by_name_version_and_label(string path, int status, string? message)
    {
        await using var rig = await StartHalfPlusTwoAsync();

        var answer = await PostAsync(rig, path, """{"instances":[1]}""");

        Assert.Equal(status, answer.Status);
        Assert.Equal(message, status == 200 ? null : answer.Message);
    }

    [Theory]
    [InlineData("", "valid JSON")]
    [InlineData("[1]", "is a JSON object")]
    [InlineData("{}", "here is neither")]
    [InlineData("""{"instances":[1],"inputs":[1]}""", "not both")]
    [InlineData("""{"instances":[1],"instances":[1]}""", "once")]
    [InlineData("""{"instances":1}""", "expected an array")]
    [InlineData("""{"instances":[]}""", "at least one row")]
    [InlineData("""{"instances":[[1,2]]}""", "has shape [1,2], expected [-1]")]
    [InlineData("""{"instances":[[1],2]}""", "ragged")]
    [InlineData("""{"instances":["1"]}""", "expected a number")]
    [InlineData("""{"instances":[{"z":1}]}""", "has no input 'z'")]
    [InlineData("""{"instances":[{"x":1},{}]}""", "given 1 times in 2 objects")]
    [InlineData("""{"instances":[{"x":1},3]}""", "Row 1 is not an object")]
    [InlineData("""{"inputs":{}}""", "Input 'x' is missing")]
    [InlineData("""{"instances":[1],"signature_name":"other"}""", "\"other\" not found in signature def")]
    [InlineData("""{"instances":[1],"signature_name":5}""", "expected a string")]
    [InlineData("""{"instances":[1e40]}""", "a number that the type can hold")]
    public async Task Bad_requests_are_told_what_was_expected(string body, string message)
    {
        await using var rig = await StartHalfPlusTwoAsync();

        var answer = await PostAsync(rig, "/v1/models/m:predict", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    [Theory]
    [InlineData("""{"b64":"%"}""", "not base64")]
    [InlineData("""{"b64":"/w=="}""", "not UTF-8")]
    [InlineData("""{"b64":"YQ==","c":1}""", "'b64'")]
    [InlineData("""{"b65":"YQ=="}""", "'b65'")]
    public async Task Broken_base64_is_refused(string value, string message)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.String, -1));

        var answer = await PostAsync(rig, "/v1/models/m:predict", $$"""{"instances":[{{value}}]}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    internal static Task<Answer> PostAsync(ServingRig rig, string path, string body) =>
        rig.PostAsync(path, Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded");

    private static Task<ServingRig> StartHalfPlusTwoAsync() => ServingRig.StartAsync(
        new FunctionScorer(HalfPlusTwo, (inputs, _) =>
        {
            var half = ((Tensor<float>)inputs[0].Tensor).Data.ToArray().Select(x => (x / 2) + 2).ToArray();
            return [new NamedTensor("y", new Tensor<float>(half, half.Length))];
        }));
}
