using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Scoring;
using Tracking.Models.Uris;
using Tracking.Serving.Batching;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests;

/// <summary>A serve host on a free port with one model named m, and a client.</summary>
internal sealed class ServingRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private ServingRig()
    {
    }

    public ServingHost Host { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The model, where it is a function.</summary>
    public FunctionScorer Echo { get; private set; } = null!;

    public static Task<ServingRig> StartAsync(
        IScorer scorer, string? inputs = null, Action<ServingOptions>? configure = null) =>
        StartAsync(
            scorer, inputs is null ? null : $"signature:\n  inputs: '{inputs}'\n  outputs: null\n", configure, null);

    public static Task<ServingRig> StartAsync(
        IScorer scorer, string? mlModelRest, Action<ServingOptions>? configure, Action<TempFolder>? addFiles) =>
        StartAsync(() => scorer, mlModelRest, configure, addFiles);

    /// <summary>With a scorer for each time that the model is loaded, and services of the test's own.</summary>
    public static async Task<ServingRig> StartAsync(
        Func<IScorer> scorer,
        string? mlModelRest = null,
        Action<ServingOptions>? configure = null,
        Action<TempFolder>? addFiles = null,
        Action<IServiceCollection>? addServices = null)
    {
        var rig = new ServingRig();
        ModelFolders.Write(rig._folder, mlModelRest);
        addFiles?.Invoke(rig._folder);
        var options = new ServingOptions { Port = 0, Batching = new BatchingOptions { Mode = BatchingMode.Off } };
        options.Models.Add(new ServedModel(new FolderUri(rig._folder.Path), "m"));
        configure?.Invoke(options);
        rig.Host = await ServingHost.StartAsync(options, null, AddServices, Patience.Token());
        rig.Client = new HttpClient { BaseAddress = rig.Host.Address };
        return rig;

        void AddServices(IServiceCollection services)
        {
            services.AddSingleton<ScorerFactory>((_, _) => rig.Open(scorer));
            addServices?.Invoke(services);
        }
    }

    public Task<Answer> InvokeAsync(string body, string? contentType = "application/json") =>
        PostAsync("/invocations", Encoding.UTF8.GetBytes(body), contentType);

    public async Task<Answer> PostAsync(string path, byte[] body, string? contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var response = await Client.PostAsync(path, content, Patience.Token());
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await Client.SendAsync(request, Patience.Token());
        return await Answer.ReadAsync(response);
    }

    private IScorer Open(Func<IScorer> open)
    {
        var scorer = open();
        Echo = scorer as FunctionScorer ?? Echo;
        return scorer;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What the host answered.</summary>
internal sealed record Answer(int Status, string? ContentType, string Allow, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer is null.");

    public string? ErrorCode => (string?)Json["error_code"];

    public string Message => (string?)(Json["message"] ?? Json["error"]) ?? throw new InvalidOperationException(Text);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.ToString(),
        string.Join(",", response.Content.Headers.Allow),
        await response.Content.ReadAsStringAsync(Patience.Token()));
}

/// <summary>Model folders whose ONNX file nobody opens.</summary>
internal static class ModelFolders
{
    public static void Write(TempFolder folder, string? rest = null)
    {
        folder.Write("MLmodel", $"flavors:\n  onnx:\n    data: model.onnx\n{rest}");
        folder.Write("model.onnx", "not opened");
    }
}
