using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

/// <summary>The official gRPC client for Node.js in a process of its own, which ends with this object.</summary>
public sealed class NodeGrpcClient : IAsyncLifetime
{
    private Process? _process;

    public async Task InitializeAsync()
    {
        if (!Requirements.HasProgram("node") || !Requirements.HasProgram("npm"))
        {
            return;
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "NodeClient");
        var modules = await NpmModules.InstallAsync(folder);
        var protos = Path.Combine(AppContext.BaseDirectory, "Protos");
        _process = Process.Start(new ProcessStartInfo("node", [
            Path.Combine(folder, "client.mjs"),
            modules,
            Path.Combine(protos, "open_inference.proto"),
            Path.Combine(protos, "health.proto"),
            Path.Combine(protos, "reflection.proto"),
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await Patience.For(_process.StandardOutput.ReadLineAsync(), "the start of node"));
    }

    /// <summary>Calls a method and tells what the client saw.</summary>
    internal async Task<GrpcResult> CallAsync(ServingHost host, string method, JsonNode request)
    {
        var call = new GrpcNodeCall(host.GrpcAddress.Authority, "inference", method) { Requests = [request] };
        return await CallAsync(call);
    }

    /// <inheritdoc cref="CallAsync(ServingHost, string, JsonNode)"/>
    internal async Task<GrpcResult> CallAsync(GrpcNodeCall call)
    {
        await _process!.StandardInput.WriteLineAsync(call.ToJson().ToJsonString());
        await _process.StandardInput.FlushAsync();
        var line = await Patience.For(_process.StandardOutput.ReadLineAsync(), $"the answer to {call.Method}");
        var answer = JsonNode.Parse(line!)!;
        return new GrpcResult(
            (int)answer["code"]!,
            (string)answer["details"]!,
            [.. answer["messages"]!.AsArray().Select(message => message!)]);
    }

    /// <summary>Cancels the call that was made last.</summary>
    internal async Task CancelAsync()
    {
        await _process!.StandardInput.WriteLineAsync("""{"cancel": true}""");
        await _process.StandardInput.FlushAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await Patience.For(_process.WaitForExitAsync(), "the end of node");
            _process.Dispose();
        }
    }
}

/// <summary>A call for the official client to make.</summary>
internal sealed record GrpcNodeCall(string Target, string Service, string Method)
{
    public JsonNode[] Requests { get; init; } = [];

    public bool Gzip { get; init; }

    public int? DeadlineMs { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>After how many messages the client cancels; null for never.</summary>
    public int? Take { get; init; }

    public JsonObject ToJson() => new()
    {
        ["target"] = Target,
        ["service"] = Service,
        ["method"] = Method,
        ["requests"] = new JsonArray([.. Requests.Select(request => request.DeepClone())]),
        ["gzip"] = Gzip,
        ["deadlineMs"] = DeadlineMs,
        ["metadata"] = new JsonObject(Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["take"] = Take,
    };
}

/// <summary>What the official client saw.</summary>
internal sealed record GrpcResult(int Code, string Details, JsonNode[] Messages)
{
    public JsonNode Message => Code == 0 ? Assert.Single(Messages) : throw new InvalidOperationException(Details);
}
