using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxSequenceSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sequence_of_equal_shapes_comes_out_as_a_tensor_with_one_more_dimension()
    {
        using var scorer = LoadSplit();

        var result = Assert.Single(scorer.Score([new("x", Floats([4, 2], 1, 2, 3, 4, 5, 6, 7, 8)), Lengths(2, 2)]));

        Assert.Equal("parts", result.Name);
        Assert.Equal([2, 2, 2], result.Tensor.Shape.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], ((Tensor<float>)result.Tensor).Data.ToArray());
    }

    [Fact]
    public void A_sequence_of_other_shapes_comes_out_as_a_value_only()
    {
        using var scorer = LoadSplit();
        var x = Floats([3, 2], 1, 2, 3, 4, 5, 6);

        var error = Assert.Throws<ScoringException>(() => scorer.Score([new("x", x), Lengths(1, 2)]));
        var values = scorer.ScoreValues(
            [new("x", new TensorValue(x)), new("lengths", new TensorValue(Lengths(1, 2).Tensor))]);

        Assert.Equal(ScoringFault.ModelFailed, error.Fault);
        Assert.StartsWith("Output 'parts' is a sequence of tensors of different shapes", error.Message);
        var items = Assert.IsType<SequenceValue>(Assert.Single(values).Value).Items;
        Assert.Equal([[1, 2], [2, 2]], items.Select(item => ((TensorValue)item).Tensor.Shape.ToArray()));
    }

    [Fact]
    public void A_tensor_goes_in_as_a_sequence_along_its_first_dimension()
    {
        using var scorer = LoadConcat();

        var texts = new StringTensor(["a", "b", "c", "d"], 2, 2);
        var result = (StringTensor)Assert.Single(scorer.Score([new("parts", texts)])).Tensor;

        Assert.Equal(["a", "b", "c", "d"], result.Data.AsEnumerable());
        Assert.Equal([4], result.Shape.ToArray());
    }

    [Fact]
    public void An_empty_sequence_goes_in()
    {
        var model = new OnnxModelBuilder("length");
        var parts = model.Input("parts", ElementType.Float16, "n");
        var parsed = Parsed(model.Output(model.Node("SequenceLength", [parts]), ElementType.Int64));
        Wrap(parsed.Graph.Input[0], 4);
        using var scorer = OnnxModelLoader.Load(_folder.Write(parsed));

        var result = Assert.Single(scorer.Score([new("parts", new Tensor<Half>(Array.Empty<Half>(), 0, 3))]));

        Assert.Equal([0], ((Tensor<long>)result.Tensor).Data.ToArray());
    }

    [Fact]
    public void What_does_not_fit_a_sequence_is_refused_by_name()
    {
        using var scorer = LoadConcat();

        Refuses("Input 'parts' must have shape [-1, -1], got [].",
            () => scorer.Score([new("parts", new StringTensor(["a"]))]));
        Refuses("Input 'parts' must be a sequence, got a tensor.",
            () => scorer.ScoreValues([new("parts", new TensorValue(new StringTensor(["a"], 1)))]));
        Refuses("Input 'parts' must have elements of string, got int64.",
            () => scorer.ScoreValues([new("parts", new SequenceValue([new TensorValue(Lengths(1).Tensor)]))]));
        Refuses("Missing input 'parts'.", () => scorer.ScoreValues([]));
        Refuses("Unknown input 'x'; the model takes 'parts'.", () => scorer.ScoreValues([new("x", null)]));
        Refuses("Input 'parts' has no value, and it is not optional.",
            () => scorer.ScoreValues([new("parts", null)]));
    }

    private static void Refuses(string message, Func<object> score)
    {
        var error = Assert.Throws<ScoringException>(score);
        Assert.Equal(ScoringFault.InvalidInput, error.Fault);
        Assert.Equal(message, error.Message);
    }

    private static NamedTensor Lengths(params long[] lengths) =>
        new("lengths", new Tensor<long>(lengths, lengths.Length));

    private OnnxScorer LoadSplit()
    {
        var model = new OnnxModelBuilder("split");
        var x = model.Input("x", ElementType.Float32, "n", 2);
        var lengths = model.Input("lengths", ElementType.Int64, "parts");
        var parts = model.Add(new OnnxNode("SplitToSequence", [x, lengths])
        {
            Attributes = [("axis", 0)],
            Outputs = ["parts"],
        })[0];
        var parsed = Parsed(model.Output(parts, ElementType.Float32, "m", 2));
        Wrap(parsed.Graph.Output[0], 4);
        return OnnxModelLoader.Load(_folder.Write(parsed));
    }

    private OnnxScorer LoadConcat()
    {
        var model = new OnnxModelBuilder("concat");
        var parts = model.Input("parts", ElementType.String, "m");
        var parsed = Parsed(model.Output(
            model.Node("ConcatFromSequence", [parts], ("axis", 0)), ElementType.String, "n"));
        Wrap(parsed.Graph.Input[0], 4);
        return OnnxModelLoader.Load(_folder.Write(parsed));
    }
}
