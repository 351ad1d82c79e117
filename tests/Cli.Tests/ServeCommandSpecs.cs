using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class ServeCommandSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [CorpusFact]
    public async Task A_folder_is_served_without_a_tracking_server()
    {
        await using var serve = CliProcess.Start(
            _folder.Path, "serve", "-m", Corpus.PathOf("models", "onnx_iris"), "-p", "0");
        using var http = new HttpClient { BaseAddress = await serve.AddressAsync() };

        var answer = await http.PostAsJsonAsync("invocations", new { inputs = new[] { new[] { 5.1, 3.5, 1.4, 0.2 } } });
        var predictions = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["predictions"]!;

        Assert.Equal(0.98159, (double)predictions["probabilities"]![0]![0]!, 4);
        serve.Terminate();
        Assert.Equal((ExitCodes.Success, ""), (await serve.ExitCodeAsync(), serve.Errors));
        Assert.Contains("curl", serve.Output);
    }

    [Theory]
    [InlineData("nowhere", "nowhere")]
    [InlineData("models:/digits@champion", "Cannot reach the tracking server")]
    [InlineData("half", "MLmodel")]
    [InlineData("text", "model.onnx")]
    public async Task A_model_that_cannot_be_served_is_one_clear_line_and_exit_code_1(string uri, string named)
    {
        Directory.CreateDirectory(_folder["half"]);
        _folder.Write("text/model.onnx", "this is not ONNX");
        _folder.Write("text/MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");

        await using var serve = CliProcess.Start(
            _folder.Path, "serve", "-m", uri, "-p", "0", "--tracking-uri", $"http://127.0.0.1:{FreePort()}");

        Assert.Equal(ExitCodes.Failure, await serve.ExitCodeAsync());
        var line = Assert.Single(serve.Errors.Split('\n'));
        Assert.StartsWith("Error: ", line);
        Assert.Contains(named, line);
    }

    public void Dispose() => _folder.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
