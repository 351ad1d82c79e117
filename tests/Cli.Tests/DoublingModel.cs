using Tracking.Client;
using Tracking.Client.Runs;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>A model that doubles a number: logged, registered as "doubling" and called champion.</summary>
internal static class DoublingModel
{
    public static async Task<LoggedModelReference> RegisterAsync(Uri trackingUri, TempFolder folder)
    {
        var directory = await WriteAsync(folder["doubling"]);
        await using var client = new TrackingClient(trackingUri.ToString());
        await using var run = await client.StartRunAsync("cli", cancellationToken: Patience.Token());
        var model = await run.LogModelAsync(directory, "model", "doubling", Patience.Token());
        await run.SetAliasAsync(model.Version!, "champion", Patience.Token());
        return model;
    }

    /// <summary>Writes the folder: no signature, no example.</summary>
    public static Task<ModelDirectory> WriteAsync(string path)
    {
        var graph = new OnnxModelBuilder("doubling");
        var doubled = graph.Mul(
            graph.Input("x", ElementType.Float32, "batch"), graph.Initializer("two", [2f]), name: "doubled");
        var file = ModelFile.Of("model.onnx", graph.Output(doubled, ElementType.Float32, "batch").ToBytes());
        return new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            path, new ModelContent(ModelFlavor.Onnx(), [file]), Patience.Token());
    }
}
