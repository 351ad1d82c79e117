using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>4 features, 3 classes: scoring costs so little that the host decides the figures.</summary>
internal static class TinyModel
{
    public const string FileName = "model.onnx";

    /// <summary>Writes the model and its MLmodel file into the folder.</summary>
    public static async Task WriteAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        var model = new OnnxModelBuilder("logistic");
        var x = model.Input("x", ElementType.Float32, "batch", 4);
        var weights = model.Initializer<float>("weights", [.. Enumerable.Range(-6, 12).Select(i => i / 10f)], 4, 3);
        var bias = model.Initializer<float>("bias", [0.1f, 0, -0.1f], 3);
        var classes = model.Softmax(model.Gemm(x, weights, bias), name: "probabilities");
        model.Output(classes, ElementType.Float32, "batch", 3);
        await model.WriteToAsync(folder[FileName], cancellationToken);
        folder.Write("MLmodel", """
            flavors:
              onnx:
                data: model.onnx
            signature:
              inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]'
              outputs: null
            """);
    }

    /// <summary>Writes the model and serves it as "logistic" on a free port.</summary>
    public static async Task<ServingHost> ServeAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        await WriteAsync(folder, cancellationToken);
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(folder.Path), "logistic"));
        return await ServingHost.StartAsync(options, cancellationToken: cancellationToken);
    }

    /// <summary>The body of /invocations for so many rows.</summary>
    public static string Body(int rows) =>
        $$"""{"inputs": [{{string.Join(", ", Enumerable.Repeat("[5.1, 3.5, 1.4, 0.2]", rows))}}]}""";
}
