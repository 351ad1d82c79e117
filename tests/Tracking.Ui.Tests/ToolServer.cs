using System.Diagnostics;
using Tracking.Client;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary><c>tracking server</c> as a process: only that starts endpoints. It ends with all it has started.</summary>
internal sealed class ToolServer : IAsyncDisposable
{
    private const string Listens = "listens on ";

    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private ToolServer(IReadOnlyList<string> arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll");
        _process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [tool, "server", "--port", "0", .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        })!;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it with the model "digits", version 1: two float columns, two classes.</summary>
    public static async Task<ToolServer> StartAsync(params string[] arguments)
    {
        var server = new ToolServer(arguments);
        try
        {
            var line = await Patience.For(server._process.StandardOutput.ReadLineAsync(), "the server's first line");
            server.Address = new Uri(line![(line!.IndexOf(Listens, StringComparison.Ordinal) + Listens.Length)..]);
            await server.RegisterAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task RegisterAsync()
    {
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder["model"], Content(), Patience.Token());
        await using var client = new TrackingClient(Address.ToString());
        await using var run = await client.StartRunAsync(experimentName: "training");
        await run.LogModelAsync(_folder["model"], "model", registeredModelName: "digits");
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
