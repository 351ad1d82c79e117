using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Hosting.Listeners;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Grpc;
using Tracking.Serving.Protocols.Grpc.Wire;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.Serving.Protocols.Mlflow.Examples;
using Tracking.Serving.Protocols.OpenInference;
using Tracking.Serving.Protocols.TfServing;
using Tracking.Serving.Repository;

namespace Tracking.Serving;

/// <summary>A running serve host. Disposing stops it: requests under way finish, then the models are closed.</summary>
public sealed class ServingHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ServingHost(WebApplication application, ServingOptions options)
    {
        _application = application;
        var addresses = ListeningAt(application);
        Address = addresses[0];
        GrpcAddress = options.GrpcPort is null ? Address : addresses[1];
        Models = [.. application.Services.GetRequiredService<ServedModels>().Loaded
            .Select(model => new ServedModelInfo(model.Name, model.Version, model.Directory))];
        ModelsOnDemand = [.. application.Services.GetRequiredService<ServedModels>().Slots
            .Where(slot => slot.Current is null).Select(slot => slot.Name)];
    }

    /// <summary>Where it listens, with the real port.</summary>
    public Uri Address { get; }

    /// <summary>Where it speaks gRPC: the port of its own, or <see cref="Address"/> where it has none.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>What it serves; the first answers <c>/invocations</c>.</summary>
    public IReadOnlyList<ServedModelInfo> Models { get; }

    /// <summary>Names of models that were not loaded at start: on demand, or because they could not be.</summary>
    public IReadOnlyList<string> ModelsOnDemand { get; }

    /// <summary>Starts a host; when the task ends, every model is loaded, warm and answering.</summary>
    /// <param name="options">Checked and copied.</param>
    /// <param name="source">Finds the models; null serves folders only.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ServingException">One line that says what is wrong and what to do.</exception>
    public static Task<ServingHost> StartAsync(
        ServingOptions options, IModelSource? source = null, CancellationToken cancellationToken = default) =>
        StartAsync(options, source, configure: null, cancellationToken);

    /// <summary>
    /// Begins to load, in the background, what every first model needs: a host that starts next is ready sooner.
    /// </summary>
    public static void Prepare() => EnginePreparation.Begin();

    /// <summary>As the public overload, with services of the caller's.</summary>
    internal static async Task<ServingHost> StartAsync(
        ServingOptions options,
        IModelSource? source,
        Action<IServiceCollection>? configure,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var application = Build(options, source, configure);
        try
        {
            await application.StartAsync(cancellationToken);
            return new ServingHost(application, options);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new ServingException(
                ServingError.HostUnusable,
                $"{PortsOf(options)} on {options.Host} is taken; stop what listens there, or choose another port.",
                error);
        }
        catch (Exception error)
        {
            await application.DisposeAsync();
            throw error is SocketException socket
                ? CannotListen(options, socket)
                : error is AggregateException { InnerExceptions: [ServingException coded] } ? coded : error;
        }
    }

    /// <summary>
    /// A body of <c>/invocations</c> that the first model understands, as JSON on one line: the model's own example, or
    /// one made from its signature. Null where neither is short, or no model is loaded.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading of the model's files.</param>
    public async Task<string?> ExampleRequestAsync(CancellationToken cancellationToken = default)
    {
        var first = _application.Services.GetRequiredService<ServedModels>().DefaultOf(null);
        var example = first is null ? null : await ExampleRequest.OfAsync(first, cancellationToken);
        return example?.Body.ToJsonString();
    }

    /// <summary>Waits until the process is told to stop (Ctrl+C, SIGTERM), or the token fires, and stops.</summary>
    /// <param name="cancellationToken">Stops the host.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) =>
        _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops it: readiness ends, requests under way finish within the drain timeout.</summary>
    /// <param name="cancellationToken">Gives up on requests under way.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _application.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(
        ServingOptions options, IModelSource? source, Action<IServiceCollection>? configure)
    {
        // The empty builder reads no appsettings.json and no environment: an embedded host obeys its options alone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        HostListeners.Apply(builder.WebHost, options);
        var logs = new LogSettings();
        builder.Services.AddSingleton(logs);
        StandardErrorLog.Configure(builder.Logging, logs);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(
            host => host.ShutdownTimeout = options.DrainDelay + options.DrainTimeout);
        if (source is not null)
        {
            builder.Services.AddSingleton(source);
        }

        configure?.Invoke(builder.Services);
        builder.Services.AddServing(options);
        if (options.Config is not null || options.Access.Files.Count > 0)
        {
            builder.Services.AddHostedService<ReloadSignal>();
        }

        var application = builder.Build();
        if (application.Services.GetService<AccessLog>() is { } log)
        {
            application.Use(next => context => log.RunAsync(context, next));
        }

        application.MapServing();
        application.MapServingOperations();
        application.MapFallback("{**path}", SendNotFoundAsync);
        return application;
    }

    private static Task SendNotFoundAsync(HttpContext context) => context.Request switch
    {
        var request when GrpcHeaders.IsCall(request) => GrpcExchange.SendUnimplementedAsync(context),
        { Path: var path } when path.StartsWithSegments("/v2", StringComparison.Ordinal) =>
            OpenInferenceEndpoints.SendNotFoundAsync(context),
        { Path: var path } when path.StartsWithSegments("/v1", StringComparison.Ordinal) =>
            TfServingEndpoints.SendNotFoundAsync(context),
        _ => MlflowEndpoints.SendNotFoundAsync(context),
    };

    private static string PortsOf(ServingOptions options) =>
        options.GrpcPort is null ? $"Port {options.Port}" : $"Port {options.Port} or {options.GrpcPort}";

    private static ServingException CannotListen(ServingOptions options, SocketException error) => new(
        ServingError.HostUnusable, $"Cannot listen on {options.Host}:{options.Port}: {error.Message}.", error);

    // In the order in which they were set up, without the one that no network reaches.
    private static Uri[] ListeningAt(WebApplication application)
    {
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return [.. addresses.Addresses.Select(address => new Uri(address)).Where(HandedOver.IsNot)];
    }
}
