using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Authoring;

/// <summary>What is written, as ONNX Runtime reads and computes it.</summary>
public sealed class OnnxOperatorsSpecs
{
    private readonly OnnxModelBuilder _model = new("g");
    private readonly OnnxValue _x;

    public OnnxOperatorsSpecs() => _x = _model.Input("x", ElementType.Float32, "rows", 2);

    [Fact]
    public void Arithmetic_broadcasts_in_the_order_of_the_operands()
    {
        var ten = _model.Initializer("ten", [10f]);

        Assert.Equal([11, 12, 13, 14], Result(_model.Add(_x, ten)));
        Assert.Equal([-9, -8, -7, -6], Result(_model.Sub(_x, ten)));
        Assert.Equal([10, 20, 30, 40], Result(_model.Mul(_x, ten)));
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f], Result(_model.Div(_x, ten)));
    }

    [Fact]
    public void Products_and_dense_layers_take_weights_either_way_round()
    {
        var weights = _model.Initializer("w", [1f, 10, 100, 1000], 2, 2);
        var bias = _model.Initializer("b", [0.5f, 0.25f], 2);

        Assert.Equal([201, 2010, 403, 4030], Result(_model.MatMul(_x, weights)));
        Assert.Equal([201, 2010, 403, 4030], Result(_model.Gemm(_x, weights)));
        Assert.Equal([21.5f, 2100.25f, 43.5f, 4300.25f], Result(_model.Gemm(_x, weights, bias, transposed: true)));
    }

    [Fact]
    public void Activations_are_what_their_names_say()
    {
        var zero = _model.Sub(_x, _x);
        var negative = _model.Sub(_x, _model.Initializer("two", [2f]));

        Assert.Equal([0, 0, 1, 2], Result(_model.Relu(negative)));
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], Result(_model.Sigmoid(zero)));
        Assert.Equal([-0.7615942f, 0, 0.7615942f, 0.9640276f], Result(_model.Tanh(negative)), new Within(1e-6f));
        Assert.Equal(
            [0.26894143f, 0.7310586f, 0.26894143f, 0.7310586f], Result(_model.Softmax(_x)), new Within(1e-6f));
        Assert.Equal(
            [0.11920292f, 0.11920292f, 0.880797f, 0.880797f], Result(_model.Softmax(_x, axis: 0)), new Within(1e-6f));
    }

    [Fact]
    public void The_largest_element_is_told_by_its_index_and_the_axis_is_dropped()
    {
        var flipped = _model.Mul(_x, _model.Initializer("signs", [-1f, 1, 1, -1], 2, 2));

        Assert.Equal([1L, 0], Result<long>(_model.ArgMax(flipped), ElementType.Int64, rank: 1));
        Assert.Equal([1L, 0], Result<long>(_model.ArgMax(flipped, axis: 0), ElementType.Int64, rank: 1));
    }

    [Fact]
    public void Shapes_and_types_change_without_the_elements()
    {
        var column = _model.Initializer("column", [-1L, 1], 2);

        Assert.Equal([1, 2, 3, 4], Result(_model.Identity(_x)));
        Assert.Equal([1, 2, 3, 4], Result(_model.Reshape(_x, column)));
        Assert.Equal([1, 2, 1, 2, 3, 4, 3, 4], Result(_model.Concat([_x, _x], axis: 1)));
        Assert.Equal([1L, 2, 3, 4], Result<long>(_model.Cast(_x, ElementType.Int64), ElementType.Int64));
    }

    [Fact]
    public void The_runtime_sees_names_types_and_dimensions_as_declared()
    {
        _model.Input("text", ElementType.String, "rows");
        _model.Output(_model.Relu(_x, "y"), ElementType.Float32, "rows", 2);

        using var session = new InferenceSession(_model.ToBytes());

        Assert.Equal(["x", "text"], session.InputNames);
        Assert.Equal([-1, 2], session.InputMetadata["x"].Dimensions);
        Assert.Equal(["rows", ""], session.InputMetadata["x"].SymbolicDimensions);
        Assert.True(session.InputMetadata["text"].IsString);
        Assert.Equal(["y"], session.OutputNames);
        Assert.Equal(("g", "tracking"), (session.ModelMetadata.GraphName, session.ModelMetadata.ProducerName));
    }

    [Fact]
    public void A_text_initializer_is_text_to_the_runtime()
    {
        var text = _model.Identity(_model.Initializer("words", new StringTensor(["ä", "b"], 2)));
        _model.Output(text, ElementType.String, 2);

        using var session = new InferenceSession(_model.ToBytes());
        using var x = OrtValue.CreateTensorValueFromMemory(new float[2], [1, 2]);
        using var results = session.Run(new RunOptions(), ["x"], [x], [text.Name]);

        Assert.Equal(["ä", "b"], results[0].GetStringTensorAsArray());
    }

    private float[] Result(OnnxValue value) => Result<float>(value, ElementType.Float32);

    /// <summary>The value's elements, for x = [[1, 2], [3, 4]].</summary>
    private T[] Result<T>(OnnxValue value, ElementType type, int rank = 2)
        where T : unmanaged
    {
        _model.Output(value, type, new OnnxDim[rank]);
        using var session = new InferenceSession(_model.ToBytes());
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2, 3, 4], [2, 2]);
        using var results = session.Run(options, ["x"], [x], [value.Name]);
        return results[0].GetTensorDataAsSpan<T>().ToArray();
    }

    private sealed class Within(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(float obj) => 0;
    }
}
