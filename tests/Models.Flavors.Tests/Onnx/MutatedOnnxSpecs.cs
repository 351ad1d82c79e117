using Google.Protobuf;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Files;
using Tracking.Models.Format;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Onnx;

/// <summary>Damaged and hostile ONNX files: whatever the damage, the error is ours and the process lives on.</summary>
public sealed class MutatedOnnxSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_cut_anywhere_loads_or_is_refused()
    {
        var whole = SampleModels.WithReplaceableWeight().ToByteArray();
        for (var length = 0; length < whole.Length; length++)
        {
            LoadsOrIsRefused(whole[..length]);
        }
    }

    [Fact]
    public void A_mutated_file_loads_or_is_refused()
    {
        var whole = SampleModels.WithReplaceableWeight().ToByteArray();
        var random = new Random(20261121);
        var refused = 0;
        for (var round = 0; round < 300; round++)
        {
            refused += LoadsOrIsRefused(Mutate(whole, random));
        }

        Assert.InRange(refused, 30, 299);
    }

    [Fact]
    public void The_outline_of_a_mutated_file_is_read_or_refused()
    {
        var whole = SampleModels.WithExternalWeight("weights.bin").ToByteArray();
        var random = new Random(20261121);
        var refused = 0;
        for (var round = 0; round < 5000; round++)
        {
            using var stream = new MemoryStream(Mutate(whole, random));
            try
            {
                Assert.InRange(OnnxOutline.Read(stream).ExternalFiles.Count, 0, 1);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 4999);
    }

    [Fact]
    public void Graphs_within_graphs_without_end_are_refused()
    {
        var graph = RawField.Of(1, []);
        for (var level = 0; level < 2000; level++)
        {
            graph = RawField.Of(1, RawField.Of(5, RawField.Of(6, graph)));
        }

        Assert.Equal(1, LoadsOrIsRefused(RawField.Of(7, graph)));
    }

    private int LoadsOrIsRefused(byte[] content)
    {
        File.WriteAllBytes(_folder["model.onnx"], content);
        try
        {
            using var scorer = OnnxModelLoader.Load(_folder["model.onnx"]);
            Assert.NotNull(scorer.Schema);
            return 0;
        }
        catch (ModelLoadException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return 1;
        }
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
