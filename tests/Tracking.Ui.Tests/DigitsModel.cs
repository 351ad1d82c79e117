using Tracking.Client;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>An ONNX model of two float columns, <c>width</c> and <c>height</c>, and two classes.</summary>
internal static class DigitsModel
{
    /// <summary>Logs it as <c>model</c> of a new run; gives the run's id.</summary>
    public static async Task<string> LogAsync(Uri server, string folder, string? registeredModelName = null)
    {
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(folder, Content(), Patience.Token());
        await using var client = new TrackingClient(server.ToString());
        await using var run = await client.StartRunAsync(experimentName: "training");
        await run.LogModelAsync(folder, "model", registeredModelName);
        return run.Id;
    }

    private static ModelContent Content()
    {
        var graph = new OnnxModelBuilder("classes");
        var x = graph.Input("x", ElementType.Float32, "batch", 2);
        var weights = graph.Initializer<float>("weights", [0.5f, -0.5f, 0.25f, 0.1f], 2, 2);
        var classes = graph.Softmax(
            graph.Gemm(x, weights, graph.Initializer<float>("bias", [0.1f, -0.1f], 2)), name: "probabilities");
        var file = ModelFile.Of("model.onnx", graph.Output(classes, ElementType.Float32, "batch", 2).ToBytes());
        string[] names = ["width", "height"];
        return new ModelContent(ModelFlavor.Onnx(), [file])
        {
            Signature = new ModelSignature(
                ModelSchema.OfColumns([.. names.Select(name => new ColumnSpec(name, DataType.Float))])),
            InputExample = ModelExample.OfTable(new Table(
                [.. names.Select(name => new NamedTensor(name, new Tensor<float>(new float[] { 1.5f }, 1)))])),
        };
    }
}
