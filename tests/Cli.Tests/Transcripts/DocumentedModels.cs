using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Transcripts;

/// <summary>The models of the systems' documentation, small: they answer what is printed there.</summary>
internal static class DocumentedModels
{
    public static IReadOnlyList<string> Names { get; } =
        ["half_plus_two", "half_plus_three", "sklearn-iris", "sorter", "spare"];

    public static async Task WriteAsync(TempFolder folder)
    {
        await WriteAsync(folder, "half_plus_two", HalfPlus(2));
        await WriteAsync(folder, "half_plus_three", HalfPlus(3));
        await WriteAsync(folder, "spare", HalfPlus(1));
        await WriteAsync(folder, "sklearn-iris", Iris());
        await WriteAsync(folder, "sorter", Sorter());
        folder.Write("sorter/labels.txt", "low\nhigh\n");
    }

    private static OnnxModelBuilder HalfPlus(float summand)
    {
        var graph = new OnnxModelBuilder("half_plus");
        var half = graph.Mul(graph.Input("x", ElementType.Float32, "n"), graph.Initializer("half", [0.5f], 1));
        return graph.Output(
            graph.Add(half, graph.Initializer("summand", [summand], 1), "y"), ElementType.Float32, "n");
    }

    // The species by the width of the petal alone: under 0.8, under 1.65, above.
    private static OnnxModelBuilder Iris()
    {
        var graph = new OnnxModelBuilder("iris");
        var scores = graph.Gemm(
            graph.Input("input-0", ElementType.Float32, "n", 4),
            graph.Initializer("weights", [0f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2], 4, 3),
            graph.Initializer("bias", [0f, -0.8f, -2.45f], 3));
        return graph.Output(graph.ArgMax(scores, 1, "predict"), ElementType.Int64, "n");
    }

    // Scores of two classes for x: 1 - x / 4 and x / 4.
    private static OnnxModelBuilder Sorter()
    {
        var graph = new OnnxModelBuilder("sorter");
        var scores = graph.Gemm(
            graph.Input("x", ElementType.Float32, "n", 1),
            graph.Initializer("slope", [-0.25f, 0.25f], 1, 2),
            graph.Initializer("start", [1f, 0f], 2),
            name: "scores");
        return graph.Output(scores, ElementType.Float32, "n", 2);
    }

    private static Task<ModelDirectory> WriteAsync(TempFolder folder, string name, OnnxModelBuilder graph) =>
        new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            folder[name],
            new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToBytes())]),
            Patience.Token());
}
