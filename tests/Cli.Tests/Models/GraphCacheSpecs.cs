using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models;

public sealed class GraphCacheSpecs : IDisposable
{
    private const int Width = 600;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Processes_that_load_one_model_at_once_share_one_graph_and_answer_alike()
    {
        await WriteModelAsync();
        var row = string.Join(", ", Enumerable.Repeat(1, Width));
        var request = _folder.Write("in.json", $$"""{"inputs": [[{{row}}]]}""");
        var processes = Enumerable.Range(0, 3).Select(_ => CliProcess.Start(
            _folder.Path, [("TRACKING_ONNX_CACHE", _folder["cache"])],
            "models", "predict", "-m", _folder["model"], "-i", request)).ToList();
        var answers = new HashSet<string>();
        foreach (var process in processes)
        {
            Assert.Equal(0, await process.ExitCodeAsync());
            answers.Add(process.Output);
            await process.DisposeAsync();
        }

        Assert.StartsWith("{\"predictions\":", Assert.Single(answers), StringComparison.Ordinal);
        Assert.EndsWith(".onnx", Assert.Single(Directory.GetFiles(_folder["cache"])), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Above the size from which graphs are kept.</summary>
    private async Task WriteModelAsync()
    {
        var graph = new OnnxModelBuilder("wide");
        var weights = Enumerable.Range(0, Width * Width).Select(i => (i % 7) - 3f).ToArray();
        var x = graph.Input("x", ElementType.Float32, "batch", Width);
        graph.Output(graph.Relu(graph.MatMul(x, graph.Initializer("weights", weights, Width, Width)), name: "y"));
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder["model"],
            new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToBytes())]),
            Patience.Token());
    }
}
