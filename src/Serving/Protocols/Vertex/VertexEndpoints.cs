using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Vertex;

/// <summary>The two routes that Vertex AI names in the environment of a container.</summary>
internal static class VertexEndpoints
{
    private static readonly JsonBodyWriter NotAllowed = to => VertexProtocol.WriteError(to, "Method not allowed.");

    /// <summary>Maps those that are named and not served anyway.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var environment = services.GetRequiredService<ContainerEnvironment>();
        var engine = services.GetRequiredService<InferenceEngine>();
        if (environment.HealthRoute is { } health && health is not ("/ping" or "/health"))
        {
            endpoints.MapOnly(HttpMethods.Get, health, context => SendHealthAsync(context, engine), NotAllowed)
                .WithMetadata(EndpointGroup.Health);
        }

        if (environment.PredictRoute is { } predict && predict != "/invocations")
        {
            var exchange = services.GetRequiredService<ScoringExchange>();
            var protocol = new VertexProtocol(engine);
            endpoints.MapOnly(HttpMethods.Post, predict, context => exchange.RunAsync(context, protocol), NotAllowed)
                .WithMetadata(EndpointGroup.Inference);
        }
    }

    private static Task SendHealthAsync(HttpContext context, InferenceEngine engine) => ProtocolRoutes.SendJsonAsync(
        context,
        engine.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        to => to.Write("{}"u8));
}
