using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Hosting.Protection;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests;

/// <summary>The data plane without any protocol: models by URI, each made by a function.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private EngineRig(FakeRegistry registry, ServingOptions options, Action<IServiceCollection>? configure)
    {
        ModelFolders.Write(_folder);
        Registry = registry;
        registry.Folder ??= _folder.Path;
        var services = new ServiceCollection();
        services.AddSingleton<IModelSource>(registry);
        services.AddSingleton<ScorerFactory>(registry.Open);
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information));
        configure?.Invoke(services);
        services.AddServing(options);
        _services = services.BuildServiceProvider();
    }

    public FakeRegistry Registry { get; }

    /// <summary>What the host has logged.</summary>
    public LogLines Log { get; } = new();

    public ConfigWatch Config => _services.GetRequiredService<ConfigWatch>();

    public AccessRules Access => _services.GetRequiredService<AccessRules>();

    public KeysWatch Keys => _services.GetRequiredService<KeysWatch>();

    public InferenceEngine Engine => _services.GetRequiredService<InferenceEngine>();

    public ServedModels Served => _services.GetRequiredService<ServedModels>();

    public ModelWatch Watch => _services.GetRequiredService<ModelWatch>();

    public ModelResidency Residency => _services.GetRequiredService<ModelResidency>();

    public ServingMeter Meter => _services.GetRequiredService<ServingMeter>();

    public static async Task<EngineRig> StartAsync(
        FakeRegistry registry, Action<ServingOptions> configure, Action<IServiceCollection>? services = null)
    {
        var options = new ServingOptions { Port = 0, Batching = new BatchingOptions { Mode = BatchingMode.Off } };
        configure(options);
        var rig = new EngineRig(registry, options, services);
        await rig._services.GetRequiredService<ModelRepository>().StartAsync(Patience.Token());
        await rig.Config.StartAsync(Patience.Token());
        await rig.Watch.SyncAsync(Patience.Token());
        return rig;
    }

    /// <summary>Scores one row of one number.</summary>
    public Task<float> ScoreAsync(float x, string? name = null, string? version = null) =>
        ScoreAsync(x, name, version, Patience.Token());

    public async Task<float> ScoreAsync(float x, string? name, string? version, CancellationToken token)
    {
        using var lease = await Engine.LeaseAsync(name, version, token);
        NamedTensor[] inputs = [new("x", new Tensor<float>(new[] { x }, 1))];
        var outputs = await Engine.ScoreAsync(lease.Model, new InferenceRequest(inputs, null, token, default));
        return ((Tensor<float>)outputs[0].Tensor).Data.Span[0];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A registry in memory whose version n of a model adds n to each number.</summary>
internal sealed class FakeRegistry : IModelSource
{
    public Dictionary<string, int> Aliases { get; } = [];

    public string? Folder { get; set; }

    public List<FunctionScorer> Opened { get; } = [];

    /// <summary>What each was opened with.</summary>
    public List<OnnxSessionConfig?> Sessions { get; } = [];

    /// <summary>Makes the next loads fail with this.</summary>
    public string? Broken { get; set; }

    private readonly FolderModelSource _folders = new();
    private int _version;

    /// <summary>Holds loads until it is set.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public Task<string?> FingerprintAsync(ModelUri uri, CancellationToken cancellationToken) => uri switch
    {
        ModelAliasUri alias => Task.FromResult<string?>($"{Aliases[alias.Alias]}"),
        FolderUri => _folders.FingerprintAsync(uri, cancellationToken),
        _ => Task.FromResult<string?>(null),
    };

    public Task<IReadOnlyList<ModelAliasUri>> WithAliasAsync(string alias, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ModelAliasUri>>(
            Aliases.ContainsKey(alias) ? [new ModelAliasUri("iris", alias)] : []);

    public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        await (Hold?.Task ?? Task.CompletedTask);
        if (uri is FolderUri folder)
        {
            return new ResolvedModel(folder.Path);
        }

        var (name, version) = uri switch
        {
            ModelVersionUri one => (one.Name, one.Version),
            ModelAliasUri alias => (alias.Name, Aliases[alias.Alias]),
            _ => throw new ServingException(ServingError.ModelUnusable, $"no '{uri}'"),
        };
        _version = version;
        return new ResolvedModel(Folder!, name, $"{version}");
    }

    public IScorer Open(ModelDirectory directory, OnnxSessionConfig? session)
    {
        if (Broken is not null)
        {
            throw new ModelLoadException(Broken);
        }

        var version = _version;
        var x = new TensorInfo("x", ElementType.Float32, [-1]);
        var scorer = new FunctionScorer(
            new ScorerSchema([x], [x]), (inputs, _) => [new NamedTensor("x", Add(inputs[0].Tensor, version))]);
        Opened.Add(scorer);
        Sessions.Add(session);
        return scorer;
    }

    private static Tensor<float> Add(Tensor tensor, int version) => new(
        Array.ConvertAll(((Tensor<float>)tensor).Data.ToArray(), value => value + version), tensor.Shape.ToArray());
}
