using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxInputErrorSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_input_is_named_with_its_type_and_shape() =>
        Refuses([], "Missing input 'x', expected float32 of shape [-1, 4].");

    [Fact]
    public void An_unknown_input_is_named_with_those_there_are() =>
        Refuses([new("z", Floats([1, 4], 0, 0, 0, 0))], "Unknown input 'z'; the model takes 'x'.");

    [Fact]
    public void An_input_given_twice_is_refused()
    {
        var x = new NamedTensor("x", Floats([1, 4], 0, 0, 0, 0));
        Refuses([x, x], "Input 'x' is given twice.");
    }

    [Fact]
    public void Another_element_type_is_refused() =>
        Refuses([new("x", new Tensor<double>(new double[4], 1, 4))], "Input 'x' must be float32, got float64.");

    [Fact]
    public void Another_rank_is_refused() =>
        Refuses([new("x", Floats([4], 0, 0, 0, 0))], "Input 'x' must have shape [-1, 4], got [4].");

    [Fact]
    public void Another_extent_is_refused() =>
        Refuses([new("x", Floats([2, 2], 0, 0, 0, 0))], "Input 'x' must have shape [-1, 4], got [2, 2].");

    [Fact]
    public void An_input_without_a_tensor_is_refused() =>
        Refuses([new("x", null!)], "Input 'x' has no tensor; leave an optional input out.");

    [Theory]
    [InlineData("Unknown output 'z'; the model gives 'sum', 'difference'.", "sum", "z")]
    [InlineData("Output 'sum' is asked for twice.", "sum", "sum")]
    [InlineData("No output is asked for; the model gives 'sum', 'difference'.")]
    public void Outputs_that_cannot_be_given_are_refused(string message, params string[] outputs)
    {
        using var scorer = _folder.Load(SumAndDifference());
        var one = new Tensor<long>(new long[1], 1);

        var error = Assert.Throws<ScoringException>(() => scorer.Score([new("a", one), new("b", one)], outputs));

        Assert.Equal((ScoringFault.InvalidInput, message), (error.Fault, error.Message));
    }

    [Fact]
    public void What_fails_inside_the_model_is_its_own_fault_in_one_line_and_it_stays_usable()
    {
        using var scorer = _folder.Load(SumAndDifference());
        var two = new Tensor<long>(new long[2], 2);
        var three = new Tensor<long>(new long[3], 3);
        for (var round = 0; round < 3; round++)
        {
            scorer.Score([new("a", two), new("b", two)]);
            var error = Assert.Throws<ScoringException>(() => scorer.Score([new("a", two), new("b", three)]));
            Assert.Equal(ScoringFault.ModelFailed, error.Fault);
            Assert.Matches(
                "^The model failed: Non-zero status code returned while running (Add|Sub) node. Name:'..._[12]' "
                + "Status Message: axis == 1 .* 2 by 3$",
                error.Message);
            Assert.DoesNotContain("element_wise_ops", error.Message);
        }
    }

    private void Refuses(NamedTensor[] inputs, string message)
    {
        using var scorer = _folder.Load(AddOneToFour());
        var error = Assert.Throws<ScoringException>(() => scorer.Score(inputs));
        Assert.Equal((ScoringFault.InvalidInput, message), (error.Fault, error.Message));
    }
}
