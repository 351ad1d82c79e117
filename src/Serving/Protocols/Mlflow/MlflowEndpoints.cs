using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>The routes of MLflow's scoring server.</summary>
internal static class MlflowEndpoints
{
    private static readonly JsonBodyWriter NotAllowed = to => MlflowErrors.WriteDetail(to, "Method Not Allowed");
    private static readonly JsonBodyWriter NotFound = to => MlflowErrors.WriteDetail(to, "Not Found");

    private static readonly JsonBodyWriter NewLine = to => to.Write((byte)'\n');

    // The body is TorchServe's; MLflow's own clients and SageMaker look at the status alone.
    private static readonly JsonBodyWriter Healthy = to => to.Write("{\"status\":\"Healthy\"}"u8);
    private static readonly JsonBodyWriter Unhealthy = to => to.Write("{\"status\":\"Unhealthy\"}"u8);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var engine = services.GetRequiredService<InferenceEngine>();
        var exchange = services.GetRequiredService<ScoringExchange>();
        var protocol = services.GetRequiredService<MlflowProtocol>();
        endpoints.MapOnly(
            HttpMethods.Post, "/invocations", context => exchange.RunAsync(context, protocol), NotAllowed);
        endpoints.MapOnly(
            HttpMethods.Get, "/health", context => SendHealthAsync(context, engine.IsReady, NewLine), NotAllowed);
        endpoints.MapOnly(
            HttpMethods.Get,
            "/ping",
            context => SendHealthAsync(context, engine.IsReady, engine.IsReady ? Healthy : Unhealthy),
            NotAllowed);

        endpoints.MapOnly(HttpMethods.Get, "/version", SendVersionAsync, NotAllowed);
    }

    /// <summary>What a path that does not exist answers.</summary>
    public static Task SendNotFoundAsync(HttpContext context) =>
        ProtocolRoutes.SendJsonAsync(context, StatusCodes.Status404NotFound, NotFound);

    // MLflow answers 404 while the model is not loaded, and SageMaker reads it so.
    private static Task SendHealthAsync(HttpContext context, bool ready, JsonBodyWriter body) =>
        ProtocolRoutes.SendJsonAsync(
            context, ready ? StatusCodes.Status200OK : StatusCodes.Status404NotFound, body);

    private static Task SendVersionAsync(HttpContext context) => ProtocolRoutes.SendJsonAsync(
        context,
        StatusCodes.Status200OK,
        to => to.WriteText(ServerVersion.Text));
}
