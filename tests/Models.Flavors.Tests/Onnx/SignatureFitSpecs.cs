using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class SignatureFitSpecs : IDisposable
{
    private const string Tensor = """{"type": "tensor", NAME"tensor-spec": {"dtype": "DTYPE", "shape": SHAPE}}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32", "[-1, 4]")]
    [InlineData("float64", "[-1, 4]")]
    [InlineData("int64", "[3, -1]")]
    public void A_signature_that_requests_can_satisfy_loads(string dtype, string shape) =>
        Load($"inputs: '[{Spec(dtype, shape)}]'").Dispose();

    [Theory]
    [InlineData("object", "[-1, 4]", "dtype is object, but the ONNX model takes float32 as 'x'.")]
    [InlineData("float32", "[-1, 5]", "shape is (-1, 5), but the ONNX model takes (-1, 4) as 'x'.")]
    [InlineData("float32", "[-1]", "shape is (-1,), but the ONNX model takes (-1, 4) as 'x'.")]
    public void A_tensor_that_the_graph_cannot_take_is_named(string dtype, string shape, string problem) =>
        Refuses($"inputs: '[{Spec(dtype, shape)}]'", "MLmodel: signature.inputs[0].tensor-spec." + problem);

    [Fact]
    public void Tensors_that_the_graph_does_not_have_are_named() => Refuses(
        $"inputs: '[{Spec("float32", "[-1, 4]", "a")}, {Spec("float32", "[-1, 4]", "b")}]'",
        "MLmodel: signature.inputs[0] is 'a', but the ONNX model takes 'x'.");

    [Fact]
    public void Too_few_and_too_many_columns_are_told()
    {
        Refuses(
            """inputs: '[{"type": "double", "name": "a"}, {"type": "double", "name": "b"}]'""",
            "MLmodel: signature.inputs has 2 columns, but the ONNX model takes 4 in its input 'x'.");
        Load($"inputs: '[{string.Join(",", "abcde".Select(Column))}]'").Dispose();
    }

    [Fact]
    public void A_column_of_text_for_numbers_is_named() => Refuses(
        """inputs: '[{"type": "string", "name": "a"}]'""",
        "MLmodel: signature.inputs[0].type is string, but the ONNX model takes float32 of shape (-1, 4) as 'x'.");

    [Fact]
    public void An_output_of_the_graph_that_is_declared_otherwise_is_named() => Refuses(
        $"inputs: null\n  outputs: '[{Spec("float32", "[-1]", "y")}]'",
        "MLmodel: signature.outputs[0].tensor-spec.shape is (-1,), but the ONNX model gives (-1, 4) as 'y'.");

    [Fact]
    public void Of_several_inputs_a_missing_column_is_named()
    {
        _folder.Write("MLmodel", "flavors: {onnx: {data: model.onnx}}\nsignature:\n"
            + """  inputs: '[{"type": "long", "name": "a"}]'""");
        _folder.Write(Parsed(SumAndDifference()));

        var error = Assert.Throws<ModelLoadException>(() => OnnxFlavor.Load(ModelDirectory.Open(_folder.Path)));

        Assert.Equal("MLmodel: signature.inputs lacks 'b', but the ONNX model takes 'a', 'b'.", error.Message);
    }

    // The fourth and fifth may be left out: requests of four columns fit.
    private static string Column(char name) =>
        $$"""{"type": "double", "name": "{{name}}", "required": {{(name < 'd' ? "true" : "false")}}}""";

    private static string Spec(string dtype, string shape, string? name = null) => Tensor
        .Replace("NAME", name is null ? "" : $"\"name\": \"{name}\", ", StringComparison.Ordinal)
        .Replace("DTYPE", dtype, StringComparison.Ordinal)
        .Replace("SHAPE", shape, StringComparison.Ordinal);

    private void Refuses(string signature, string message) =>
        Assert.Equal(message, Assert.Throws<ModelLoadException>(() => Load(signature)).Message);

    private OnnxScorer Load(string signature)
    {
        _folder.Write("MLmodel", $"flavors: {{onnx: {{data: model.onnx}}}}\nsignature:\n  {signature}\n");
        _folder.Write(Parsed(AddOneToFour()));
        return OnnxFlavor.Load(ModelDirectory.Open(_folder.Path));
    }
}
