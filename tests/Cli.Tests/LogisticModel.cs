using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>A model of 4 named float columns and 3 classes, with signature and example.</summary>
internal static class LogisticModel
{
    public static Task<ModelDirectory> WriteAsync(string path)
    {
        var graph = new OnnxModelBuilder("logistic");
        var x = graph.Input("x", ElementType.Float32, "batch", 4);
        float[] slopes = [.. Enumerable.Range(-6, 12).Select(i => i / 10f)];
        var weights = graph.Initializer<float>("weights", slopes, 4, 3);
        var classes = graph.Softmax(
            graph.Gemm(x, weights, graph.Initializer<float>("bias", [0.1f, 0, -0.1f], 3)), name: "probabilities");
        var file = ModelFile.Of("model.onnx", graph.Output(classes, ElementType.Float32, "batch", 3).ToBytes());
        string[] names = ["a", "b", "c", "d"];
        var content = new ModelContent(ModelFlavor.Onnx(), [file])
        {
            Signature = new ModelSignature(
                ModelSchema.OfColumns([.. names.Select(name => new ColumnSpec(name, DataType.Float))])),
            InputExample = ModelExample.OfTable(new Table(
                [.. names.Select(name => new NamedTensor(name, new Tensor<float>(new float[] { 1.5f, -0.1f }, 2)))])),
        };
        return new ModelDirectoryWriter(TimeProvider.System).WriteAsync(path, content, Patience.Token());
    }
}
