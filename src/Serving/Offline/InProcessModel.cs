using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Flavors;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Uris;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.Serving.Protocols.Mlflow.Examples;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Offline;

/// <summary>A model that answers in this process what <c>POST /invocations</c> would. Thread-safe.</summary>
public sealed class InProcessModel : IDisposable
{
    private readonly ServiceProvider _services;

    private InProcessModel(LoadedModel model, ServiceProvider services) => (Model, _services) = (model, services);

    /// <summary>Its registered name, else that of its folder.</summary>
    public string Name => Model.Name;

    /// <summary>Its registered version; null outside a registry.</summary>
    public string? Version => Model.Version;

    /// <summary>The folder that it was loaded from.</summary>
    public string Directory => Model.Directory;

    /// <summary>What the loaded model takes and gives.</summary>
    public ScorerSchema Schema => Model.Scorer.Schema;

    /// <summary>What its author declared; null where the model has none.</summary>
    public ModelSignature? Signature => Model.Signature;

    internal LoadedModel Model { get; }

    /// <summary>Finds and loads a model.</summary>
    /// <param name="uri">Which one.</param>
    /// <param name="source">Finds it; null for folders only.</param>
    /// <param name="cancellationToken">Ends the search and the loading.</param>
    /// <exception cref="ServingException"><see cref="ServingError.ModelUnusable"/>: one line that says why.</exception>
    public static Task<InProcessModel> OpenAsync(
        ModelUri uri, IModelSource? source = null, CancellationToken cancellationToken = default) =>
        OpenAsync(uri, source, configure: null, cancellationToken);

    /// <summary>Finds and loads a model in a way of the caller's.</summary>
    /// <param name="uri">Which one.</param>
    /// <param name="flavors">How it is loaded.</param>
    /// <param name="source">Finds it; null for folders only.</param>
    /// <param name="cancellationToken">Ends the search and the loading.</param>
    /// <exception cref="ServingException"><see cref="ServingError.ModelUnusable"/>: one line that says why.</exception>
    public static Task<InProcessModel> OpenAsync(
        ModelUri uri,
        FlavorOptions flavors,
        IModelSource? source = null,
        CancellationToken cancellationToken = default) =>
        OpenAsync(
            uri,
            source,
            services => services.AddSingleton<ScorerFactory>((directory, session) => ModelFlavors.Load(
                directory, flavors with { Onnx = session ?? flavors.Onnx })),
            cancellationToken);

    /// <summary>As the public overload, with services of the caller's.</summary>
    internal static async Task<InProcessModel> OpenAsync(
        ModelUri uri,
        IModelSource? source,
        Action<IServiceCollection>? configure,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var options = new ServingOptions();
        var served = new ServedModel(uri) { Batching = new BatchingOptions { Mode = BatchingMode.Off } };
        options.Models.Add(served);
        var services = Services(options, source, configure);
        try
        {
            var loader = services.GetRequiredService<ModelLoader>();
            return new InProcessModel(await loader.LoadAsync(served, cancellationToken), services);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>The body that <c>POST /invocations</c> answers, byte for byte.</summary>
    /// <param name="body">A scoring request.</param>
    /// <param name="contentType">As the header names it: <c>application/json</c> or <c>text/csv</c>.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ServingException">Where the host would answer an error, with its message.</exception>
    public byte[] Invoke(
        ReadOnlySpan<byte> body, string contentType, CancellationToken cancellationToken = default) =>
        Invoke(body, contentType, parameters: null, cancellationToken);

    /// <summary>As the other, with parameters beside the body, which count in place of the body's own.</summary>
    /// <param name="body">A scoring request.</param>
    /// <param name="contentType">As the header names it: <c>application/json</c> or <c>text/csv</c>.</param>
    /// <param name="parameters">By name, as in the <c>params</c> of a request; null for none.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ServingException">Where the host would answer an error, with its message.</exception>
    public byte[] Invoke(
        ReadOnlySpan<byte> body, string contentType, JsonObject? parameters, CancellationToken cancellationToken)
    {
        try
        {
            var read = MlflowProtocol.Read(ContentTypes.Parse(contentType), body, Model);
            var invocation = parameters is null ? read : RequestParams.AddTo(read, parameters, Model);
            using var answer = new ResponseBuffer();
            var outputs = Model.Scorer.Score(invocation.Inputs, cancellationToken: cancellationToken);
            PredictionsWriter.Write(answer, outputs, invocation.AnswersRecords);
            return answer.Written.ToArray();
        }
        catch (ScoringException error)
        {
            throw ServingException.From(error);
        }
    }

    /// <summary>
    /// A body for <see cref="Invoke(ReadOnlySpan{byte}, string, CancellationToken)"/> as JSON: the model's own example,
    /// or a row made from what it declares; null where neither is short.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading of the model's files.</param>
    public async Task<byte[]?> ExampleRequestAsync(CancellationToken cancellationToken = default) =>
        await ExampleRequest.OfAsync(Model, cancellationToken) is { } example
            ? Encoding.UTF8.GetBytes(example.Body.ToJsonString())
            : null;

    /// <summary>Unloads the model.</summary>
    public void Dispose()
    {
        Model.Dispose();
        _services.Dispose();
    }

    /// <summary>What a host would load models with; nothing of it is started.</summary>
    private static ServiceProvider Services(
        ServingOptions options, IModelSource? source, Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection();
        if (source is not null)
        {
            services.AddSingleton(source);
        }

        configure?.Invoke(services);
        services.AddServing(options);
        services.AddSingleton<IModelWarmUp, NoWarmUp>();
        return services.BuildServiceProvider();
    }
}
