using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxScorerSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inputs_come_in_any_order_and_outputs_in_the_order_asked_for()
    {
        using var scorer = _folder.Load(SumAndDifference());
        var a = new Tensor<long>(new long[] { 5, 5 }, 2);
        var b = new Tensor<long>(new long[] { 1, 2 }, 2);
        NamedTensor[] inputs = [new("b", b), new("a", a)];

        var all = scorer.Score(inputs);
        var turned = scorer.Score(inputs, ["difference", "sum"]);
        var one = scorer.Score(inputs, ["difference"]);

        Assert.Equal(["sum", "difference"], all.Select(result => result.Name));
        Assert.Equal(["difference", "sum"], turned.Select(result => result.Name));
        Assert.Equal([4L, 3], ((Tensor<long>)Assert.Single(one).Tensor).Data.ToArray());
        Assert.Equal([6L, 7], ((Tensor<long>)turned[1].Tensor).Data.ToArray());
    }

    [Fact]
    public void Results_of_one_call_are_untouched_by_the_next()
    {
        using var scorer = _folder.Load(AddOneToFour());
        var results = Enumerable.Range(0, 6)
            .Select(i => scorer.Score([new("x", Floats([1, 4], i, i, i, i))]).FloatsOf("y"))
            .ToList();

        Assert.All(results, (result, i) => Assert.Equal([i + 1, i + 2, i + 3, i + 4], result));
    }

    [Fact]
    public void Batches_of_every_size_mix()
    {
        using var scorer = _folder.Load(AddOneToFour());
        foreach (var rows in new[] { 1, 1, 3, 3, 3, 0, 0, 0, 1, 64, 64, 64, 5000, 5000, 5000, 3, 1 })
        {
            var data = Enumerable.Range(0, rows * 4).Select(i => (float)i).ToArray();
            var output = Assert.IsType<Tensor<float>>(scorer.Score([new("x", Floats([rows, 4], data))])[0].Tensor);
            Assert.Equal([rows, 4], output.Shape.ToArray());
            Assert.Equal(data.Select((value, i) => value + 1 + (i % 4)), output.Data.ToArray());
        }
    }

    [Fact]
    public void Scalars_have_no_dimensions()
    {
        using var scorer = _folder.Load(Identity(ElementType.Float64));

        var output = scorer.Score([new("x", new Tensor<double>(new[] { 2.5 }, []))])[0].Tensor;

        Assert.Equal(0, output.Rank);
        Assert.Equal([2.5], ((Tensor<double>)output).Data.ToArray());
    }

    [Fact]
    public void A_part_of_a_larger_array_can_be_scored()
    {
        using var scorer = _folder.Load(AddOneToFour());
        var rows = new float[] { 9, 9, 9, 9, 1, 1, 1, 1, 9 };

        var output = scorer.Score([new("x", new Tensor<float>(rows.AsMemory(4, 4), 1, 4))]);

        Assert.Equal([2, 3, 4, 5], output.FloatsOf("y"));
    }

    [Fact]
    public void Output_shapes_may_depend_on_the_data()
    {
        using var scorer = _folder.Load(NonZero());
        foreach (var ones in new[] { 1, 1, 1, 3, 0, 2, 2, 2, 1 })
        {
            var data = Enumerable.Range(0, 3).Select(i => i < ones ? 1f : 0).ToArray();
            var output = scorer.Score([new("x", Floats([3], data))])[0].Tensor;
            Assert.Equal(Enumerable.Range(0, ones).Select(i => (long)i), ((Tensor<long>)output).Data.ToArray());
        }
    }

    [Fact]
    public void Inputs_with_a_default_value_may_be_left_out()
    {
        using var scorer = OnnxModelLoader.Load(_folder.Write(WithReplaceableWeight()));
        var x = new NamedTensor("x", Floats([1, 4], 0, 0, 0, 0));
        var w = new NamedTensor("w", Floats([4], 9, 9, 9, 9));

        Assert.Equal([("x", false), ("w", true)], scorer.Schema.Inputs.Select(input => (input.Name, input.IsOptional)));
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal([1, 2, 3, 4], scorer.Score([x]).FloatsOf("y"));
            Assert.Equal([9, 9, 9, 9], scorer.Score([w, x]).FloatsOf("y"));
        }
    }

    [Fact]
    public void Optional_inputs_may_be_left_out()
    {
        var model = new Flavors.Onnx.Authoring.OnnxModelBuilder("optional");
        var x = model.Input("x", ElementType.Float32, "n");
        var parsed = Parsed(model.Output(model.Node("OptionalHasElement", [x]), ElementType.Bool));
        parsed.OpsetImport[0].Version = 18;
        Wrap(parsed.Graph.Input[0], 9);
        using var scorer = OnnxModelLoader.Load(_folder.Write(parsed));

        Assert.True(scorer.Schema.Inputs[0].IsOptional);
        Assert.Equal([false], ((Tensor<bool>)scorer.Score([])[0].Tensor).Data.ToArray());
        Assert.Equal([true], ((Tensor<bool>)scorer.Score([new("x", Floats([1], 1))])[0].Tensor).Data.ToArray());
    }

    [Fact]
    public void Weights_may_lie_in_a_file_beside_the_model()
    {
        var weights = new byte[16];
        Buffer.BlockCopy(new float[] { 5, 6, 7, 8 }, 0, weights, 0, 16);
        File.WriteAllBytes(_folder["weights.bin"], weights);
        using var scorer = OnnxModelLoader.Load(_folder.Write(WithExternalWeight("weights.bin")));

        Assert.Equal([5, 6, 7, 8], scorer.Score([new("x", Floats([1, 4], 0, 0, 0, 0))]).FloatsOf("y"));
    }

    [Fact]
    public void A_disposed_model_refuses_calls()
    {
        var scorer = _folder.Load(AddOneToFour());
        scorer.Dispose();
        scorer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => scorer.Score([new("x", Floats([1, 4], 0, 0, 0, 0))]));
    }
}
