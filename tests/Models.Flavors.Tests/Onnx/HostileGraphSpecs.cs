using Google.Protobuf;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Flavors.Onnx.Files;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

/// <summary>Graphs that are whole and mean harm: an error in one line, and the process scores on.</summary>
public sealed class HostileGraphSpecs : IDisposable
{
    /// <summary>Four pebibytes of floats.</summary>
    private const long TooMany = 1L << 50;

    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        using var scorer = _folder.Load(AddOneToFour());
        Assert.Equal([2, 3, 4, 5], scorer.Score([new("x", Floats([1, 4], 1, 1, 1, 1))]).FloatsOf("y"));
        _folder.Dispose();
    }

    [Fact]
    public void Nodes_in_a_circle_are_refused()
    {
        var model = Parsed(AddOneToFour());
        var back = model.Graph.Node[0].Clone();
        back.Name = "back";
        (back.Output[0], back.Input[0]) = ("x2", "y");
        model.Graph.Node[0].Input[0] = "x2";
        model.Graph.Node.Add(back);

        Refuses(model);
    }

    [Fact]
    public void Weights_that_claim_more_than_the_file_has_are_refused()
    {
        var model = Parsed(AddOneToFour());
        model.Graph.Initializer[0].Dims[0] = TooMany;

        Refuses(model);
    }

    [Fact]
    public void A_few_bytes_that_unfold_to_more_than_there_is_are_refused()
    {
        var model = new OnnxModelBuilder("bomb");
        var x = model.Input("x", ElementType.Float32, 1);
        var zeros = model.Node("ConstantOfShape", [model.Initializer("shape", new long[] { TooMany }, 1)]);
        model.Output(model.Add(x, zeros, "y"), ElementType.Float32, OnnxDim.Any);
        File.WriteAllBytes(_folder["bomb.onnx"], model.ToBytes());

        LoadsOrScoresNot("bomb.onnx", new NamedTensor("x", Floats([1], 1)));
    }

    [Fact]
    public void A_request_that_asks_for_more_than_there_is_fails_alone()
    {
        var model = new OnnxModelBuilder("expand");
        var size = model.Input("size", ElementType.Int64, 1);
        model.Output(
            model.Node("Expand", [model.Initializer("one", [1f]), size]), ElementType.Float32, OnnxDim.Any);
        using var scorer = _folder.Load(model);

        NamedTensor Size(long size) => new("size", new Tensor<long>(new[] { size }, 1));
        var error = Assert.Throws<ScoringException>(() => scorer.Score([Size(TooMany)]));

        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(3, scorer.Score([Size(3)])[0].Tensor.Count);
    }

    [Fact]
    public void A_file_of_gigabytes_of_nothing_is_refused_at_its_first_bytes()
    {
        using (var file = new FileStream(_folder["huge.onnx"], FileMode.CreateNew))
        {
            file.SetLength(5L << 30);
        }

        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(_folder["huge.onnx"]));

        Assert.EndsWith("is not an ONNX model, or only a part of one.", error.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x00, 0x01 })]
    [InlineData(new byte[] { 0xF8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x01 })]
    public void Fields_of_numbers_that_there_are_not_are_refused(byte[] field)
    {
        using var stream = new MemoryStream([.. Parsed(AddOneToFour()).ToByteArray(), .. field]);

        Assert.Throws<InvalidDataException>(() => OnnxOutline.Read(stream));
    }

    [Fact]
    public void Names_that_are_no_UTF8_are_refused_or_told_without_harm()
    {
        var bytes = Parsed(AddOneToFour()).ToByteArray();
        for (var at = bytes.AsSpan().IndexOf("add"u8); at < bytes.Length; at += 7)
        {
            var damaged = bytes.ToArray();
            damaged[at] = 0xFF;
            File.WriteAllBytes(_folder["name.onnx"], damaged);
            LoadsOrScoresNot("name.onnx", new NamedTensor("x", Floats([1, 4], 1, 1, 1, 1)), mayScore: true);
        }
    }

    private void Refuses(ModelProto model)
    {
        var path = _folder.Write(model, "hostile.onnx");
        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(path));

        Assert.Contains("hostile.onnx", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private void LoadsOrScoresNot(string file, NamedTensor input, bool mayScore = false)
    {
        Exception? error = null;
        try
        {
            using var scorer = OnnxModelLoader.Load(_folder[file]);
            scorer.Score([input]);
        }
        catch (Exception refused) when (refused is ModelLoadException or ScoringException)
        {
            error = refused;
        }

        Assert.True(error is not null || mayScore, "It was scored.");
        Assert.DoesNotContain('\n', error?.Message ?? "");
    }
}
