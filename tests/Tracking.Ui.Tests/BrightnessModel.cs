using Tracking.Client;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>An ONNX model of grey pictures of 16 x 16 values from 0 to 1: how bright and how dark each is.</summary>
internal static class BrightnessModel
{
    private const int Side = 16;
    private const int Pixels = Side * Side;

    /// <summary>Registers it as version 1 of "brightness".</summary>
    public static async Task LogAsync(Uri server, string folder)
    {
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(folder, Content(), Patience.Token());
        await using var client = new TrackingClient(server.ToString());
        await using var run = await client.StartRunAsync(experimentName: "pictures");
        await run.LogModelAsync(folder, "model", "brightness");
    }

    private static ModelContent Content()
    {
        var graph = new OnnxModelBuilder("brightness");
        var x = graph.Input("pixels", ElementType.Float32, "batch", Side, Side);
        var flat = graph.Reshape(x, graph.Initializer<long>("flat", [-1, Pixels], 2));
        float[] both = [1f / Pixels, -1f / Pixels];
        var weights = Enumerable.Range(0, 2 * Pixels).Select(i => both[i % 2]).ToArray();
        var result = graph.Gemm(
            flat,
            graph.Initializer("weights", weights, Pixels, 2),
            graph.Initializer<float>("bias", [0, 1], 2),
            name: "levels");
        var file = ModelFile.Of("model.onnx", graph.Output(result, ElementType.Float32, "batch", 2).ToBytes());
        var example = new float[Pixels];
        Array.Fill(example, 0.1f);
        return new ModelContent(ModelFlavor.Onnx(), [file])
        {
            Signature = new ModelSignature(ModelSchema.OfTensors(
                new TensorSpec("pixels", ElementType.Float32, [-1, Side, Side]))),
            InputExample = ModelExample.OfTensors(
                [new NamedTensor("pixels", new Tensor<float>(example, 1, Side, Side))]),
        };
    }
}
