using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxElementTypeSpecs
{
    [Fact]
    public void Every_fixed_size_type_goes_through_unchanged()
    {
        Survives<bool>(true, false, true, true);
        Survives<byte>(0, 1, 254, 255);
        Survives<ushort>(0, 1, 2, ushort.MaxValue);
        Survives<uint>(0, 1, 2, uint.MaxValue);
        Survives<ulong>(0, 1, 2, ulong.MaxValue);
        Survives<sbyte>(sbyte.MinValue, -1, 0, sbyte.MaxValue);
        Survives<short>(short.MinValue, -1, 0, short.MaxValue);
        Survives(int.MinValue, -1, 0, int.MaxValue);
        Survives(long.MinValue, -1, 0, long.MaxValue);
        Survives(Half.MinValue, Half.Epsilon, Half.NegativeInfinity, (Half)0.1f);
        Survives(BFloat16.FromSingle(1.5f), BFloat16.FromSingle(-2), new BFloat16(0x7F80), new BFloat16(1));
        Survives(float.MinValue, float.Epsilon, float.PositiveInfinity, -0f);
        Survives(double.MinValue, double.Epsilon, double.NaN, 0.1);
    }

    [Fact]
    public void Text_goes_through_unchanged()
    {
        using var folder = new TempFolder();
        using var scorer = folder.Load(SampleModels.Identity(ElementType.String, 2, 2));
        string[] texts = ["", "plain", "žluťoučký 🐎", "null\0inside"];

        var result = Assert.IsType<StringTensor>(scorer.Score([new("x", new StringTensor(texts, 2, 2))])[0].Tensor);

        Assert.Equal(texts, result.Data.AsEnumerable());
        Assert.Equal([2, 2], result.Shape.ToArray());
    }

    [Fact]
    public void Missing_text_is_refused()
    {
        using var folder = new TempFolder();
        using var scorer = folder.Load(SampleModels.Identity(ElementType.String, "n"));

        var error = Assert.Throws<ScoringException>(() => scorer.Score([new("x", new StringTensor(["a", null!], 2))]));

        Assert.Equal(ScoringFault.InvalidInput, error.Fault);
        Assert.Equal("Input 'x' has no text at element 1; ONNX has no missing texts.", error.Message);
    }

    [Fact]
    public void Schema_tells_types_and_shapes()
    {
        using var folder = new TempFolder();
        using var scorer = folder.Load(SampleModels.Identity(ElementType.BFloat16, "n", 3, OnnxAny));

        var input = Assert.Single(scorer.Schema.Inputs);

        Assert.Equal(("x", ElementType.BFloat16, false), (input.Name, input.ElementType, input.IsOptional));
        Assert.Equal([-1, 3, -1], input.Shape);
        Assert.Equal("y", Assert.Single(scorer.Schema.Outputs).Name);
    }

    private static Flavors.Onnx.Authoring.OnnxDim OnnxAny => Flavors.Onnx.Authoring.OnnxDim.Any;

    // Four times: the first runs are direct, the later ones bound.
    private static void Survives<T>(params T[] values)
        where T : unmanaged
    {
        using var folder = new TempFolder();
        using var scorer = folder.Load(SampleModels.Identity(ElementTypes.Of<T>(), 2, "m"));
        for (var round = 0; round < 4; round++)
        {
            T[] rotated = [.. values[round..], .. values[..round]];
            var output = Assert.IsType<Tensor<T>>(scorer.Score([new("x", new Tensor<T>(rotated, 2, 2))])[0].Tensor);
            Assert.Equal(rotated, output.Data.ToArray());
            Assert.Equal([2, 2], output.Shape.ToArray());
        }
    }
}
