using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Protocols.Grpc.Health;
using Tracking.Serving.Protocols.Grpc.OpenInference;
using Tracking.Serving.Protocols.Grpc.Reflection;

namespace Tracking.Serving.Protocols.Grpc;

/// <summary>The paths of the gRPC services.</summary>
internal static class GrpcEndpoints
{
    /// <summary>Open Inference's service.</summary>
    public const string InferenceService = "inference.GRPCInferenceService";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var exchange = services.GetRequiredService<GrpcExchange>();
        MapUnary(endpoints, exchange, services.GetRequiredService<GrpcInferenceService>());
        MapUnary(endpoints, exchange, services.GetRequiredService<GrpcRepositoryService>());
        var settings = services.GetRequiredService<GrpcSettingsService>();
        MapUnary(endpoints, exchange, ("TraceSetting", settings.TraceAsync), ("LogSettings", settings.LogAsync));
        var stream = services.GetRequiredService<ModelStream>();
        Map(endpoints, InferenceService, "ModelStreamInfer", call => exchange.RunStreamAsync(call, stream.RunAsync));
        var health = services.GetRequiredService<HealthService>();
        Map(endpoints, HealthService.Name, "Check", call => exchange.RunUnaryAsync(call, health.CheckAsync));
        Map(endpoints, HealthService.Name, "Watch", call => exchange.RunStreamAsync(call, health.WatchAsync));
        var reflection = services.GetRequiredService<ReflectionService>();
        foreach (var name in ReflectionService.Names)
        {
            Map(endpoints, name, "ServerReflectionInfo", call => exchange.RunStreamAsync(call, reflection.RunAsync));
        }

        foreach (var service in (string[])[InferenceService, HealthService.Name])
        {
            Map(endpoints, service, "{method}", GrpcExchange.SendUnimplementedAsync);
        }
    }

    private static void MapUnary(
        IEndpointRouteBuilder endpoints, GrpcExchange exchange, GrpcInferenceService service) =>
        MapUnary(
            endpoints,
            exchange,
            ("ServerLive", GrpcInferenceService.ServerLiveAsync),
            ("ServerReady", service.ServerReadyAsync),
            ("ModelReady", service.ModelReadyAsync),
            ("ServerMetadata", service.ServerMetadataAsync),
            ("ModelMetadata", service.ModelMetadataAsync),
            ("ModelConfig", service.ModelConfigAsync),
            ("ModelStatistics", service.ModelStatisticsAsync),
            ("ModelInfer", service.ModelInferAsync));

    private static void MapUnary(
        IEndpointRouteBuilder endpoints, GrpcExchange exchange, GrpcRepositoryService service) =>
        MapUnary(
            endpoints,
            exchange,
            ("RepositoryIndex", service.IndexAsync),
            ("RepositoryModelLoad", service.LoadAsync),
            ("RepositoryModelUnload", service.UnloadAsync));

    private static void MapUnary(
        IEndpointRouteBuilder endpoints, GrpcExchange exchange, params (string Name, UnaryMethod Method)[] methods)
    {
        foreach (var (name, method) in methods)
        {
            Map(endpoints, InferenceService, name, call => exchange.RunUnaryAsync(call, method));
        }
    }

    private static void Map(IEndpointRouteBuilder endpoints, string service, string method, RequestDelegate answer) =>
        endpoints.MapMethods($"/{service}/{method}", [HttpMethods.Post], answer);
}
