using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Tracing;
using Tracking.Serving.Hosting;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Hosting.Protection;
using Tracking.Serving.Operations;
using Tracking.Serving.Protocols;
using Tracking.Serving.Protocols.Grpc;
using Tracking.Serving.Protocols.Grpc.Health;
using Tracking.Serving.Protocols.Grpc.OpenInference;
using Tracking.Serving.Protocols.Grpc.Reflection;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.Serving.Protocols.Mlflow.Examples;
using Tracking.Serving.Protocols.OpenInference;
using Tracking.Serving.Protocols.TfServing;
using Tracking.Serving.Protocols.TorchServe;
using Tracking.Serving.Protocols.Vertex;
using Tracking.Serving.Repository;

namespace Tracking.Serving;

/// <summary>Puts model serving into an ASP.NET Core application of one's own.</summary>
public static class ServingServices
{
    /// <summary>
    /// Adds the models; they load when the application has started. Register an <see cref="IModelSource"/> before to
    /// serve from more than folders. Host and Port of the options are the application's own business here.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">Checked and copied at once.</param>
    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: names every bad option.</exception>
    public static IServiceCollection AddServing(this IServiceCollection services, ServingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var frozen = FrozenServingOptions.From(options);
        services.AddRoutingCore();
        services.AddLogging();
        services.TryAddSingleton<IModelSource, FolderModelSource>();
        services.TryAddSingleton(provider => FlavorScorers.Create(provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton(ContainerEnvironment.Current);
        services.AddSingleton(frozen);
        services.AddSingleton(new RequestDeadline(frozen.RequestTimeout));
        services.TryAddSingleton(TimeProvider.System);
        services.AddProtection(options);
        services.AddOperations(options);
        services.AddSingleton(provider => new ServingMeter(() => QueueLengths(provider)));
        services.AddSingleton<TraceSettings>();
        services.AddSingleton<StatisticsRegistry>();
        services.AddSingleton<SingleRun>();
        services.AddSingleton<CurrentBatching>();
        services.AddSingleton<BatcherFactory>();
        services.AddSingleton<IModelWarmUp, ExampleWarmUp>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<ServedModels>();
        services.AddSingleton<SlotFactory>();
        services.AddSingleton<ModelResidency>();
        services.AddSingleton<ModelLeases>();
        services.AddSingleton<ModelRepository>();
        services.AddSingleton<IModelControl>(provider => provider.GetRequiredService<ModelRepository>());
        services.AddSingleton<ModelRunner>();
        services.AddSingleton<ModelWatch>();
        services.AddSingleton<ConfiguredModels>();
        services.AddSingleton<HostBatching>();
        services.AddSingleton<LiveSettings>();
        services.AddSingleton<ConfigWatch>();
        services.AddSingleton<FollowedFiles>();
        services.AddSingleton<InferenceEngine>();
        services.AddSingleton<ScoringExchange>();
        services.AddSingleton<MlflowProtocol>();
        services.AddSingleton<OpenInferenceProtocol>();
        services.AddSingleton<GrpcExchange>();
        services.AddSingleton<GrpcInferenceService>();
        services.AddSingleton<GrpcRepositoryService>();
        services.AddSingleton<GrpcSettingsService>();
        services.AddSingleton<ModelStream>();
        services.AddSingleton<HealthService>();
        services.AddSingleton<ReflectionService>();
        services.AddHostedService<ModelLoading>();
        return services;
    }

    /// <summary>
    /// Maps the routes of MLflow's scoring server, Open Inference v2 with its gRPC services, TensorFlow Serving and
    /// KServe v1, TorchServe, SageMaker's containers, and those that Vertex AI names in the environment. In a group all
    /// get the group's prefix; gRPC clients that cannot add one need <see cref="MapServingGrpc"/> besides.
    /// </summary>
    /// <param name="endpoints">The application's routes, or a group of them.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddServing"/> was not called.</exception>
    public static IEndpointRouteBuilder MapServing(this IEndpointRouteBuilder endpoints)
    {
        CheckAdded(endpoints, nameof(MapServing));
        var guarded = EndpointGuard.Around(endpoints);
        MlflowEndpoints.Map(guarded);
        OpenInferenceEndpoints.Map(guarded);
        TfServingEndpoints.Map(guarded);
        TorchServeEndpoints.Map(guarded);
        VertexEndpoints.Map(guarded);
        GrpcEndpoints.Map(guarded);
        return endpoints;
    }

    /// <summary>
    /// Maps what those who run the host look at: <c>/metrics</c> for Prometheus, by Triton's names and its own;
    /// <c>/openapi.json</c>, typed by each model; <c>/docs</c>, a page to try them with.
    /// </summary>
    /// <param name="endpoints">The application's routes, or a group of them.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddServing"/> was not called.</exception>
    public static IEndpointRouteBuilder MapServingOperations(this IEndpointRouteBuilder endpoints)
    {
        CheckAdded(endpoints, nameof(MapServingOperations));
        OperationsEndpoints.Map(EndpointGuard.Around(endpoints));
        return endpoints;
    }

    /// <summary>
    /// Maps the gRPC services alone, <c>inference.GRPCInferenceService</c> and <c>grpc.health.v1.Health</c>; they need
    /// HTTP/2, which Kestrel speaks over TLS, or without it on an endpoint of its own.
    /// </summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddServing"/> was not called.</exception>
    public static IEndpointRouteBuilder MapServingGrpc(this IEndpointRouteBuilder endpoints)
    {
        CheckAdded(endpoints, nameof(MapServingGrpc));
        GrpcEndpoints.Map(EndpointGuard.Around(endpoints));
        return endpoints;
    }

    private static void CheckAdded(IEndpointRouteBuilder endpoints, string method)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetService<InferenceEngine>() is null)
        {
            throw new InvalidOperationException($"{method} needs services.AddServing(options) first.");
        }
    }

    // Asked when somebody reads the meter: the repository needs the meter before.
    private static IEnumerable<Measurement<int>> QueueLengths(IServiceProvider provider) =>
        from model in provider.GetRequiredService<ServedModels>().Loaded
        let batcher = model.Batcher
        where batcher is not null
        select new Measurement<int>(batcher.QueueLength, new MeterTags(model.Name, model.Version).Plain());
}
