using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Authoring;

/// <summary>What the builder knows of values, and what it refuses because of it.</summary>
public sealed class InferenceSpecs
{
    private readonly OnnxModelBuilder _model = new("g");
    private readonly OnnxValue _x;

    public InferenceSpecs() => _x = _model.Input("x", ElementType.Float32, "rows", 4);

    [Fact]
    public void Operators_tell_type_and_shape()
    {
        var weights = _model.Initializer("w", new float[12], 4, 3);
        var axes = _model.Initializer("axes", [1L], 1);

        Tells("Float32 [rows, 3]", _model.MatMul(_x, weights));
        Tells("Float32 [rows, 3]", _model.Gemm(_x, weights, _model.Initializer("b", new float[3], 3)));
        Tells("Bool [rows, 4]", _model.Greater(_x, _model.Initializer("zero", [0f])));
        Tells("Int64 [rows]", _model.ArgMax(_x));
        Tells("Float64 [rows, 4]", _model.Cast(_x, ElementType.Float64));
        Tells("Float32 [rows, 8]", _model.Concat([_x, _x], axis: 1));
        Tells("Float32 [rows, 1]", _model.ReduceSum(_x, axes));
        Tells("Float32 [rows, 1, 4]", _model.Unsqueeze(_x, axes));
        Tells("Float32 [rows, 1]", _model.Gather(_x, axes, axis: 1));
        Tells("Float32 [?, 2]", _model.Reshape(_x, _model.Initializer("to", [-1L, 2], 2)));
        Tells("Float32 [rows, 4]", _model.Where(_model.IsNaN(_x), _model.Initializer("one", [1f]), _x));
        Tells("Float32 [4, rows]", _model.Node("Transpose", [_x]));
        Assert.Null(_model.Node("NonZero", [_x]).ElementType);
    }

    [Fact]
    public void What_is_told_is_what_ONNX_Runtime_finds()
    {
        var w = _model.Initializer("w", new float[12], 4, 3);
        var hidden = _model.Relu(_model.MatMul(_x, w));
        _model.Output(_model.ArgMax(hidden, name: "class")).Output(_model.Softmax(hidden, name: "shares"));

        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(_model.ToValidBytes());

        Assert.Equal([-1, 3], session.OutputMetadata["shares"].Dimensions);
        Assert.Equal(typeof(long), session.OutputMetadata["class"].ElementType);
        var between = _model.Build().Graph.ValueInfo.Select(info => info.Name);
        Assert.Equal(["MatMul_1", "Relu_2"], between);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused_at_the_node()
    {
        var whole = _model.Input("n", ElementType.Int64, "rows", 4);
        var narrow = _model.Initializer("narrow", new float[6], 2, 3);

        Refuses(
            "Node 'Add_1' takes 'x' of Float32 and 'n' of Int64; expected one type, see Cast.",
            () => _model.Add(_x, whole));
        Refuses(
            "Node 'MatMul_1' multiplies [rows, 4] by [2, 3]; 4 columns do not meet 2 rows.",
            () => _model.MatMul(_x, narrow));
        Refuses(
            "Node 'Sub_1' takes shapes [rows, 4] and [2, 3], which do not broadcast.", () => _model.Sub(_x, narrow));
        Refuses("Node 'ArgMax_1' has axis 2; expected -2 to 1.", () => _model.ArgMax(_x, axis: 2));
        Refuses(
            "Node 'Where_1' chooses by Float32; expected Bool.", () => _model.Where(_x, _x, _x));
    }

    [Fact]
    public void Outputs_are_declared_as_their_operators_give_them()
    {
        var y = _model.Relu(_x, "y");

        Refuses("Output 'y' holds Float32, not Int64.", () => _model.Output(y, ElementType.Int64, "rows", 4));
        Refuses(
            "Output 'y' has shape [rows, 4], not [rows, 5].", () => _model.Output(y, ElementType.Float32, "rows", 5));
        Refuses(
            "The type or rank of output 'NonZero_2' cannot be told from its operator; state them.",
            () => _model.Output(_model.Node("NonZero", [_x])));
    }

    [Fact]
    public async Task A_model_that_ONNX_Runtime_refuses_is_not_written()
    {
        _model.Output(_model.Node("NoSuchOperator", [_x]), ElementType.Float32, "rows", 4);
        using var folder = new TestKit.TempFolder();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _model.WriteToAsync(folder["m.onnx"]));

        Assert.StartsWith("ONNX Runtime refuses graph 'g': ", error.Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchOperator", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static void Tells(string expected, OnnxValue value) => Assert.Equal(
        expected, $"{value.ElementType} [{string.Join(", ", value.Shape!)}]");

    private static void Refuses(string message, Func<object> act) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(act).Message);
}
