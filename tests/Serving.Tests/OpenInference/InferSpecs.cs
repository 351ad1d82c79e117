using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.OpenInference;

public class InferSpecs
{
    private const string Infer = "/v2/models/m/infer";

    [Theory]
    [InlineData("""[1.5, 2, 3, 4]""")]
    [InlineData("""[[1.5, 2], [3, 4]]""")]
    public async Task Flat_and_nested_data_are_the_same_tensor(string data)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));

        var answer = await PostAsync(rig, Input("[2, 2]", "FP32", data));

        Assert.Equal(
            """{"model_name":"m","outputs":[{"name":"x","datatype":"FP32","shape":[2,2],"data":[1.5,2.0,3.0,4.0]}]}""",
            answer.Text);
    }

    [Theory]
    [InlineData(ElementType.Bool, "BOOL", "[true,false]")]
    [InlineData(ElementType.UInt8, "UINT8", "[0,255]")]
    [InlineData(ElementType.UInt16, "UINT16", "[0,65535]")]
    [InlineData(ElementType.UInt32, "UINT32", "[0,4294967295]")]
    [InlineData(ElementType.UInt64, "UINT64", "[0,18446744073709551615]")]
    [InlineData(ElementType.Int8, "INT8", "[-128,127]")]
    [InlineData(ElementType.Int16, "INT16", "[-32768,32767]")]
    [InlineData(ElementType.Int32, "INT32", "[-2147483648,2147483647]")]
    [InlineData(ElementType.Int64, "INT64", "[-9223372036854775808,9223372036854775807]")]
    [InlineData(ElementType.Float16, "FP16", "[0.5,-65504.0]")]
    [InlineData(ElementType.BFloat16, "BF16", "[0.5,-2.0]")]
    [InlineData(ElementType.Float32, "FP32", "[0.1,1E-30]")]
    [InlineData(ElementType.Float64, "FP64", "[0.1,1E-300]")]
    [InlineData(ElementType.String, "BYTES", "[\"\",\"\\\"ä漢\\\\\"]")]
    public async Task Every_datatype_goes_in_and_out_unchanged(ElementType type, string datatype, string data)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(type, -1));

        var answer = await PostAsync(rig, Input("[2]", datatype, data));

        Assert.EndsWith($"\"datatype\":\"{datatype}\",\"shape\":[2],\"data\":{data}}}]}}", answer.Text);
    }

    [Fact]
    public async Task The_id_is_echoed_and_parameters_are_read_over()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answer = await PostAsync(rig, """
            {"id": "42", "parameters": {"priority": 1}, "inputs": [{"parameters": {"content_type": "np"},
             "data": [7], "shape": [1], "datatype": "INT64", "name": "x"}]}
            """);

        Assert.Equal("42", (string?)answer.Json["id"]);
        Assert.Equal(7, (int?)answer.Json["outputs"]![0]!["data"]![0]);
    }

    [Fact]
    public async Task A_null_id_and_null_outputs_are_left_out_fields()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answer = await PostAsync(rig, """
            {"id": null, "outputs": null,
             "inputs": [{"name": "x", "shape": [1], "datatype": "INT64", "data": [7]}]}
            """);

        Assert.Null(answer.Json["id"]);
        Assert.Equal(7, (int?)answer.Json["outputs"]![0]!["data"]![0]);
    }

    [Fact]
    public async Task Only_the_outputs_asked_for_come_back_in_that_order()
    {
        TensorInfo[] two = [new("a", ElementType.Int64, [-1]), new("b", ElementType.Int64, [-1])];
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(two));
        const string inputs = """
            "inputs":[{"name":"a","shape":[1],"datatype":"INT64","data":[1]},
            {"name":"b","shape":[1],"datatype":"INT64","data":[2]}]
            """;

        var swapped = await PostAsync(rig, $$"""{{{inputs}},"outputs":[{"name":"b"},{"name":"a","parameters":{} }]}""");
        var one = await PostAsync(rig, $$"""{"outputs":[{"name":"b"}],{{inputs}} }""");

        Assert.Equal(["b", "a"], Names(swapped));
        Assert.Equal(["b"], Names(one));
    }

    [Fact]
    public async Task NaN_is_a_number_to_floats()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var answer = await PostAsync(rig, Input("[3]", "FP32", "[NaN, Infinity, -Infinity]"));

        Assert.EndsWith("\"data\":[NaN,Infinity,-Infinity]}]}", answer.Text);
    }

    /// <summary>Law: however a tensor's data is nested along its shape, it is the same tensor.</summary>
    [Fact]
    public async Task Random_shapes_nested_and_flat_agree()
    {
        var random = new Random(20260);
        for (var round = 0; round < 40; round++)
        {
            var shape = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(1, 5)).ToArray();
            var count = (int)Tensor.CountOf(shape);
            var values = Enumerable.Range(0, count).Select(_ => random.Next(-1000, 1000)).ToArray();
            await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int32, shape));
            var declared = $"[{string.Join(",", shape)}]";

            var flat = await PostAsync(rig, Input(declared, "INT32", $"[{string.Join(",", values)}]"));
            var nested = await PostAsync(rig, Input(declared, "INT32", Nest(values, shape)));

            Assert.Equal(200, flat.Status);
            Assert.Equal(flat.Text, nested.Text);
        }
    }

    internal static string Input(string shape, string datatype, string data) =>
        $$"""{"inputs":[{"name":"x","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}]}""";

    internal static Task<Answer> PostAsync(ServingRig rig, string body) =>
        rig.PostAsync(Infer, Encoding.UTF8.GetBytes(body));

    private static string Nest(ReadOnlySpan<int> values, ReadOnlySpan<long> shape)
    {
        if (shape.Length == 1)
        {
            return $"[{string.Join(",", values.ToArray())}]";
        }

        var size = values.Length / (int)shape[0];
        var parts = new List<string>();
        for (var i = 0; i < shape[0]; i++)
        {
            parts.Add(Nest(values.Slice(i * size, size), shape[1..]));
        }

        return $"[{string.Join(",", parts)}]";
    }

    private static IEnumerable<string?> Names(Answer answer) =>
        answer.Json["outputs"]!.AsArray().Select(output => (string?)output!["name"]);
}
