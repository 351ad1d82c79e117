using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.Serving.BatchScoring;
using Tracking.Serving.Offline;

namespace Tracking.Guides;

/// <summary>The code of docs/guides/models.md and batch-scoring.md, and of the readme of Tracking.Serving.</summary>
internal static class ModelsGuide
{
    internal static async Task SaveGraphAsync()
    {
        // snippet: models-graph
        float[] weights = [0.25f, 0.75f], bias = [-1f];                 // what the program has trained
        var graph = new OnnxModelBuilder("line");
        var x = graph.Input("x", ElementType.Float32, "batch", 2);
        var product = graph.MatMul(x, graph.Initializer("weights", weights, 2, 1));
        graph.Output(graph.Add(product, graph.Initializer("bias", bias), name: "y"));

        var content = new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToValidBytes())])
        {
            Signature = new ModelSignature(
                ModelSchema.OfTensors(new TensorSpec("x", ElementType.Float32, [-1, 2])),
                ModelSchema.OfTensors(new TensorSpec("y", ElementType.Float32, [-1, 1]))),
        };
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync("line", content);
        // endsnippet
    }

    internal static async Task SaveFunctionAsync()
    {
        // snippet: models-function-save
        var signature = new ModelSignature(
            ModelSchema.OfColumns(new ColumnSpec("fahrenheit", DataType.Double)),
            ModelSchema.OfColumns(new ColumnSpec("celsius", DataType.Double)));
        var source = DotnetFunctionSource.Of<Celsius>();    // or OfPublished("publish", "My.dll", "My.Celsius")
        await new ModelDirectoryWriter(TimeProvider.System)
            .WriteAsync("celsius", DotnetFunctionFlavor.Content(source, signature));
        // endsnippet
    }

    internal static async Task SavePipelineAsync(ModelDirectory scaler, ModelDirectory classifier)
    {
        // snippet: models-pipeline
        var content = Composite.Pipeline(
            [
                new CompositeStep("scale", scaler),
                new CompositeStep("classify", classifier)
                {
                    Inputs = new Dictionary<string, string> { ["x"] = "scale.scaled" },
                },
            ],
            new Dictionary<string, string> { ["label"] = "classify.label" });
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync("pipeline", content);
        // endsnippet
    }

    internal static async Task<BatchScoringResult> ScoreFileAsync()
    {
        // snippet: batch-scoring
        using var model = await InProcessModel.OpenAsync(ModelUri.Parse("./line"));
        var result = await BatchScorer.RunAsync(
            model, new BatchScoringOptions { Input = "rows.csv", Output = "predictions.csv" });
        // endsnippet
        return result;
    }

#pragma warning disable CA2016 // The token ends the waiting; a test that has fired it still sees the whole start.
    internal static async Task ServeAsync(int port, CancellationToken stop)
    {
        // snippet: serving-host
        var options = new ServingOptions { Port = port };
        options.Models.Add(new ServedModel(ModelUri.Parse("./line"), "line"));
        await using var host = await ServingHost.StartAsync(options);
        await host.WaitForShutdownAsync(stop);
        // endsnippet
    }
#pragma warning restore CA2016
}
