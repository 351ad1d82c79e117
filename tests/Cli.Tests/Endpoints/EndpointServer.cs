using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tracking.Client;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Endpoints;

/// <summary>A tracking server in a process of its own, with a registered model that can be served.</summary>
internal sealed class EndpointServer : IAsyncDisposable
{
    private const string Root = "api/2.0/tracking/";

    private readonly HttpClient _http;

    private EndpointServer(CliProcess process, Uri address) =>
        (Process, _http) = (process, new HttpClient { BaseAddress = address });

    public CliProcess Process { get; }

    public static async Task<EndpointServer> StartAsync(TempFolder folder, params string[] arguments)
    {
        var process = CliProcess.Start(
            folder.Path, ["server", "--port", "0", "--log-level", "info", .. arguments]);
        var address = await process.AddressAsync();
        await LogisticModel.WriteAsync(folder["model"]);
        await using var client = new TrackingClient(address.ToString());
        await using var run = await client.StartRunAsync(experimentName: "training");
        await run.LogModelAsync(folder["model"], "model", registeredModelName: "logistic");
        return new EndpointServer(process, address);
    }

    /// <summary>Starts an endpoint, waits until it is ready and gives the id of its process.</summary>
    public async Task<int> ReadyAsync(string name)
    {
        await PostAsync("endpoints/create", new { name, model_name = "logistic", version = "1" });
        await Process.SaidAsync($"The endpoint {name} is ready");
        return (int)(await GetAsync($"endpoints/get?name={name}"))["endpoint"]!["process_id"]!;
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(Root + path, body, Patience.Token());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await _http.GetStringAsync(Root + path, Patience.Token()))!;

    /// <summary>Waits until that process is gone.</summary>
    public static async Task GoneAsync(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            await Patience.For(process.WaitForExitAsync(), $"the end of process {processId}");
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
