using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The routes of Open Inference v2 over HTTP.</summary>
internal static class OpenInferenceEndpoints
{
    private static readonly JsonBodyWriter NotAllowed = to => OpenInferenceErrors.Write(to, "Method not allowed.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var engine = endpoints.ServiceProvider.GetRequiredService<InferenceEngine>();
        Get(endpoints, "/v2", context => Send(context, 200, MetadataWriter.WriteServer));
        Get(endpoints, "/v2/health/live", context => Send(context, 200, to => to.Write("{\"live\":true}"u8)));
        Get(endpoints, "/v2/health/ready", context => SendReady(context, engine.IsReady));
        foreach (var model in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            Get(endpoints, model, context => OfModel(context, engine, MetadataWriter.WriteModel));
            Get(endpoints, model + "/ready", context => OfModel(context, engine, WriteModelReady));
            MapInfer(endpoints, model + "/infer");
        }
    }

    /// <summary>What a path under /v2 that does not exist answers.</summary>
    public static Task SendNotFoundAsync(HttpContext context) => Send(
        context, 404, to => OpenInferenceErrors.Write(to, $"There is no '{context.Request.Path}'."));

    private static void Get(IEndpointRouteBuilder endpoints, string pattern, RequestDelegate answer) =>
        endpoints.MapOnly(HttpMethods.Get, pattern, answer, NotAllowed);

    private static void MapInfer(IEndpointRouteBuilder endpoints, string pattern)
    {
        var exchange = endpoints.ServiceProvider.GetRequiredService<ScoringExchange>();
        var protocol = endpoints.ServiceProvider.GetRequiredService<OpenInferenceProtocol>();
        endpoints.MapOnly(HttpMethods.Post, pattern, context => exchange.RunAsync(context, protocol), NotAllowed);
    }

    private static Task SendReady(HttpContext context, bool ready) => Send(
        context, ready ? 200 : 503, to => to.Write(ready ? "{\"ready\":true}"u8 : "{\"ready\":false}"u8));

    private static Task OfModel(
        HttpContext context, InferenceEngine engine, Action<ResponseBuffer, LoadedModel> write)
    {
        var route = context.Request.RouteValues;
        try
        {
            var model = engine.Find((string)route["name"]!, (string?)route["version"]);
            return Send(context, 200, to => write(to, model));
        }
        catch (ServingException error)
        {
            return Send(
                context, OpenInferenceErrors.StatusOf(error.Error), to => OpenInferenceErrors.Write(to, error.Message));
        }
    }

    private static void WriteModelReady(ResponseBuffer to, LoadedModel model)
    {
        to.Write("{\"name\":"u8);
        JsonText.Write(to, model.Name);
        to.Write(",\"ready\":true}"u8);
    }

    private static Task Send(HttpContext context, int status, JsonBodyWriter write) =>
        ProtocolRoutes.SendJsonAsync(context, status, write);
}
