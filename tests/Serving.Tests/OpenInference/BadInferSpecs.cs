using Tracking.Models.Tensors;
using static Tracking.Serving.Tests.OpenInference.InferSpecs;

namespace Tracking.Serving.Tests.OpenInference;

public class BadInferSpecs
{
    [Theory]
    [InlineData("[1]", "JSON object with 'inputs'")]
    [InlineData("{}", "there is none")]
    [InlineData("""{"inputs": 1}""", "'inputs' is 1, expected an array")]
    [InlineData("""{"inputs": [1]}""", "object with name, shape, datatype and data")]
    [InlineData("""{"inputs": []}""", "Input 'x' is missing")]
    [InlineData("""{"id": 7, "inputs": []}""", "'id' is 7, expected a string")]
    [InlineData("""{"inputs": [{"shape": [1, 2], "datatype": "FP32", "data": [1, 2]}]}""", "no input ''; it takes 'x'")]
    [InlineData("""{"inputs": [{"name": "x", "datatype": "FP32", "data": [1, 2]}]}""", "has no 'shape'")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32"}]}""", "has no 'data'")]
    [InlineData("""{"inputs": [{"name": "y", "shape": [1, 2], "datatype": "FP32", "data": [1, 2]}]}""",
        "no input 'y'; it takes 'x'")]
    [InlineData("""{"inputs": [{"data": [1, 2], "name": "x", "shape": [1, 2], "datatype": "FP64"}]}""",
        "Input 'x' has datatype FP64, expected FP32")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FLOAT", "data": [1, 2]}]}""",
        "unknown datatype 'FLOAT'; known are FP32")]
    public async Task Requests_that_do_not_fit_are_told_what_was_expected(string body, string why) =>
        await AssertRefused(body, why);

    [Theory]
    [InlineData("[1, 3]", "[1, 2, 3]", "has shape [1,3], expected [-1,2]")]
    [InlineData("[2]", "[1, 2]", "has shape [2], expected [-1,2]")]
    [InlineData("[1, -2]", "[1, 2]", "whole numbers of 0 or more")]
    [InlineData("[2, 2]", "[1, 2, 3]", "has 3 elements, shape [2,2] holds 4")]
    [InlineData("[4611686018427387904, 2]", "[1, 2]", "holds more elements than can be counted.")]
    [InlineData("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "[1]", "than the 32 dimensions")]
    [InlineData("[2, 2]", "[[1], [2, 3, 4]]", "ragged")]
    [InlineData("[2, 2]", "[[1, 2, 3, 4]]", "is nested as [1,4], its shape says [2,2]")]
    [InlineData("[1, 2]", "[\"1\", 2]", "The element at [0] of the data is \"1\", expected a number")]
    [InlineData("[1, 2]", "[[1, true]]", "The element at [0][1] of the data is true, expected a number")]
    [InlineData("[1, 2]", "[1, {}]", "is an object, expected a number")]
    public async Task Data_that_does_not_fit_its_shape_or_type_is_refused(string shape, string data, string why) =>
        await AssertRefused(Input(shape, "FP32", data), why);

    [Fact]
    public async Task An_input_given_twice_is_refused()
    {
        const string one = """{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}""";
        await AssertRefused($$"""{"inputs":[{{one}},{{one}}]}""", "Input 'x' is given twice");
        await AssertRefused($$"""{"inputs":[{{one}}],"inputs":[{{one}}]}""", "'inputs' is given twice");
    }

    [Theory]
    [InlineData("""{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [1, 2], "data": [3, 4]}]}""")]
    [InlineData("""{"inputs": [{"data": [1, 2], "name": "x", "shape": [1, 2], "datatype": "FP32", "data": [3, 4]}]}""")]
    public async Task Data_given_twice_is_refused(string body) =>
        await AssertRefused(body, "Input 'x' has 'data' twice");

    [Fact]
    public async Task A_message_quotes_no_more_than_a_part_of_a_long_name()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

        var answer = await PostAsync(rig, $$"""{"inputs":[{"name":"{{new string('n', 100_000)}}"}]}""");

        Assert.Equal(400, answer.Status);
        Assert.InRange(answer.Message.Length, 1000, 2001);
    }

    [Fact]
    public async Task An_output_that_the_model_lacks_is_refused() => await AssertRefused(
        """{"outputs":[{"name":"q"}],"inputs":[]}""", "has no output 'q'; it gives 'x'");

    [Theory]
    [InlineData("/v2/models/other/infer", "No model 'other' is served here; served: 'm'")]
    [InlineData("/v2/models/m/versions/9/infer", "has no version '9'")]
    public async Task An_unknown_model_is_not_found(string path, string why)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

        var answer = await rig.PostAsync(path, "{}"u8.ToArray());

        Assert.Equal(404, answer.Status);
        Assert.Contains(why, answer.Message);
    }

    private static async Task AssertRefused(string body, string why)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

        var answer = await PostAsync(rig, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(why, answer.Message);
        Assert.Single(answer.Json.AsObject());
    }
}
