using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Cli.Commands.Serve;
using Tracking.Client;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.Serving;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Serve;

/// <summary>A tracking server, and a serve host that looks at it every 20 ms through a proxy that counts.</summary>
internal sealed class RegistryRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunningTrackingServer _server;
    private WebApplication? _host;
    private int _models;

    private RegistryRig(RunningTrackingServer server, CountingProxy proxy)
    {
        (_server, Proxy) = (server, proxy);
        Registry = new TrackingClient(server.Address.ToString());
        Source = new WatchedSource(new RegistryModelSource(proxy.Address));
    }

    public CountingProxy Proxy { get; }

    public WatchedSource Source { get; }

    /// <summary>A client of the tracking server that the proxy does not see.</summary>
    public TrackingClient Registry { get; }

    /// <summary>What the serve host logs.</summary>
    public LogLines Log { get; } = new();

    /// <summary>A client of the serve host.</summary>
    public HttpClient Host { get; private set; } = null!;

    public static async Task<RegistryRig> StartAsync()
    {
        var server = await RunningTrackingServer.StartAsync();
        return new RegistryRig(server, await CountingProxy.StartAsync(server.Address));
    }

    /// <summary>Serves what the alias points to.</summary>
    public Task ServeAsync(string uri) =>
        ServeAsync(options => options.Models.Add(new ServedModel(Tracking.Models.Uris.ModelUri.Parse(uri))));

    public async Task ServeAsync(Action<ServingOptions> choose)
    {
        var options = new ServingOptions { PollInterval = TimeSpan.FromMilliseconds(20) };
        choose(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddSingleton<IModelSource>(Source);
        builder.Services.AddServing(options);
        _host = builder.Build();
        _host.MapServing();
        await _host.StartAsync(Patience.Token());
        Host = new HttpClient { BaseAddress = new Uri(_host.Urls.Single()) };
    }

    /// <summary>Registers a version that multiplies by the factor, or is no model without one; its number.</summary>
    public async Task<string> RegisterAsync(string name, float? factor, ModelExample? example = null)
    {
        var folder = _folder[$"{_models++}"];
        var file = ModelFile.Of("model.onnx", factor is { } by ? Graph(by) : [1, 2, 3]);
        var content = new ModelContent(ModelFlavor.Onnx(), [file]) { InputExample = example };
        var directory = await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            folder, content, Patience.Token());
        await using var run = await Registry.StartRunAsync("run", cancellationToken: Patience.Token());
        var logged = await run.LogModelAsync(directory, "model", name, Patience.Token());
        return logged.Version!.Version!;
    }

    public Task MoveAsync(string name, string version) =>
        Registry.RegisteredModels.SetAliasAsync(name, "champion", version, cancellationToken: Patience.Token());

    /// <summary>What the model makes of 1: the factor of the version that answers.</summary>
    public async Task<float> FactorAsync(string name)
    {
        using var answer = await Host.PostAsJsonAsync(
            $"v2/models/{name}/infer",
            new { inputs = new[] { new { name = "x", shape = new[] { 1 }, datatype = "FP32", data = new[] { 1f } } } },
            Patience.Token());
        var text = await answer.Content.ReadAsStringAsync(Patience.Token());
        Assert.True(answer.IsSuccessStatusCode, text);
        return float.Parse(
            JsonNode.Parse(text)!["outputs"]![0]!["data"]![0]!.ToJsonString(), CultureInfo.InvariantCulture);
    }

    /// <summary>Asks without a pause until the token fires; what answered, each time that it was another.</summary>
    public async Task<IReadOnlyList<float>> AskAsync(string name, CancellationToken stop)
    {
        var answers = new List<float>();
        while (!stop.IsCancellationRequested)
        {
            var factor = await FactorAsync(name);
            if (answers.Count == 0 || answers[^1] != factor)
            {
                answers.Add(factor);
            }
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        Host?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        await Source.DisposeAsync();
        await Registry.DisposeAsync();
        await Proxy.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static byte[] Graph(float factor)
    {
        var graph = new OnnxModelBuilder("scaled");
        var scaled = graph.Mul(
            graph.Input("x", ElementType.Float32, "batch"), graph.Initializer("factor", [factor]), name: "scaled");
        return graph.Output(scaled, ElementType.Float32, "batch").ToBytes();
    }
}
