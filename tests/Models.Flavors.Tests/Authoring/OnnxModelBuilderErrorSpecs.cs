using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Authoring;

public sealed class OnnxModelBuilderErrorSpecs
{
    private readonly OnnxModelBuilder _builder = new("g");

    [Fact]
    public void A_name_is_given_once()
    {
        var x = _builder.Input("x", ElementType.Float32);

        Refuses("Graph 'g' has a value named 'x' already.", () => _builder.Input("x", ElementType.Int64));
        Refuses("Graph 'g' has a value named 'x' already.", () => _builder.Relu(x, "x"));
        Refuses("Graph 'g' has a value named 'x' already.", () => _builder.Initializer("x", [1f], 1));
    }

    [Fact]
    public void A_refused_node_leaves_the_graph_as_it_was()
    {
        var x = _builder.Input("x", ElementType.Float32);

        Refuses(
            "Graph 'g' has a value named 'same' already.",
            () => _builder.Add(new OnnxNode("Split", [x]) { Outputs = ["first", "same", "same"] }));

        Assert.Equal("first", _builder.Relu(x, "first").Name);
        Assert.Single(_builder.Output(x, ElementType.Float32).Build().Graph.Node);
    }

    [Fact]
    public void A_node_takes_only_values_of_its_own_graph()
    {
        var stranger = new OnnxModelBuilder("other").Input("h", ElementType.Float32);

        Refuses("Node 'Relu_1' takes 'h', which is not a value of graph 'g'.", () => _builder.Relu(stranger));
        Refuses("Output 'h' is not a value of graph 'g'.", () => _builder.Output(stranger, ElementType.Float32));
        Refuses("Output '' is not a value of graph 'g'.", () => _builder.Output(OnnxValue.None, ElementType.Float32));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_that_exist()
    {
        _builder.Input("x", ElementType.Float32);
        _builder.Initializer("w", [1f], 1);

        Refuses("Graph 'g' has no value named 'v'; it has x, w.", () => _builder.Value("v"));
    }

    [Fact]
    public void An_initializer_has_as_many_elements_as_its_shape() => Refuses(
        "Initializer 'w' of shape [2, 3] holds 6 elements, got 5.",
        () => _builder.Initializer("w", new float[5], 2, 3));

    [Fact]
    public void A_model_without_outputs_is_not_written()
    {
        _builder.Input("x", ElementType.Float32);

        var error = Assert.Throws<InvalidOperationException>(() => _builder.ToBytes());

        Assert.Equal("Graph 'g' has no output; declare one with Output(...).", error.Message);
    }

    [Fact]
    public void An_output_is_declared_once()
    {
        var x = _builder.Input("x", ElementType.Float32);
        _builder.Output(x, ElementType.Float32);

        Refuses("Graph 'g' has an output named 'x' already.", () => _builder.Output(x, ElementType.Float32));
    }

    [Fact]
    public void An_operator_of_another_domain_needs_its_opset()
    {
        var x = _builder.Input("x", ElementType.Float32);

        Refuses(
            "Node 'Scaler_1' is of domain 'ai.onnx.ml', which the model does not import; name it in Opsets.",
            () => _builder.Add(new OnnxNode("Scaler", [x]) { Domain = "ai.onnx.ml" }));
    }

    [Fact]
    public void An_attribute_is_given_once()
    {
        var x = _builder.Input("x", ElementType.Float32);

        Refuses(
            "Node 'Op_1' has the attribute 'axis' twice.",
            () => _builder.Node("Op", [x], ("axis", 1), ("axis", 2)));
    }

    [Theory]
    [InlineData(12, 8, "Opset must be 13 to 21, got 12.")]
    [InlineData(22, 8, "Opset must be 13 to 21, got 22.")]
    [InlineData(17, 6, "IrVersion must be 7 to 10, got 6.")]
    public void Versions_that_nobody_reads_are_refused(int opset, int irVersion, string message) => Refuses(
        message, () => new OnnxModelBuilder("g", new OnnxModelOptions { Opset = opset, IrVersion = irVersion }));

    [Fact]
    public void A_dimension_is_not_negative() =>
        Assert.StartsWith(
            "A dimension has no negative extent; name it (\"batch\") or use OnnxDim.Any.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _builder.Input("x", ElementType.Float32, -1)).Message,
            StringComparison.Ordinal);

    private static void Refuses(string message, Func<object> act) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(act).Message);
}
