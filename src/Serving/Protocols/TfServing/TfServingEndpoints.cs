using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>The routes of TensorFlow Serving's REST API and of KServe v1, which share their paths.</summary>
internal static class TfServingEndpoints
{
    private static readonly string[] Targets =
    [
        "/v1/models/{name}", "/v1/models/{name}/versions/{version}", "/v1/models/{name}/labels/{label}",
    ];

    private static readonly JsonBodyWriter NotAllowed = to => TfErrors.WriteBody(to, "Method not allowed.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var engine = endpoints.ServiceProvider.GetRequiredService<InferenceEngine>();
        var models = new TfModels(engine);
        var predict = new PredictProtocol(engine, models);
        var classify = new ExampleProtocol(engine, models, ExampleAnswer.WriteClasses);
        var regress = new ExampleProtocol(engine, models, ExampleAnswer.WriteValues);
        Get(endpoints, "/v1/models", (_, to) => TfMetadata.WriteNames(to, models.Names()));
        foreach (var target in Targets)
        {
            Map(endpoints, HttpMethods.Post, target + ":predict", predict);
            Map(endpoints, HttpMethods.Post, target + ":classify", classify);
            Map(endpoints, HttpMethods.Post, target + ":regress", regress);
            endpoints.MapOnly(HttpMethods.Post, target + ":explain", SendNoExplanationAsync, NotAllowed);
            Get(endpoints, target, (call, to) => TfMetadata.WriteStatus(to, models.Versions(call)));
            Get(endpoints, target + "/metadata", (call, to) => TfMetadata.WriteModel(to, models.Find(call)));
        }
    }

    /// <summary>What a path under /v1 that does not exist answers.</summary>
    public static Task SendNotFoundAsync(HttpContext context) => ProtocolRoutes.SendJsonAsync(
        context,
        StatusCodes.Status404NotFound,
        to => TfErrors.WriteBody(to, $"Malformed request: {context.Request.Method} {context.Request.Path}"));

    private static Task SendNoExplanationAsync(HttpContext context) => ProtocolRoutes.SendJsonAsync(
        context,
        StatusCodes.Status501NotImplemented,
        to => TfErrors.WriteBody(to, "Models are not explained here."));

    private static void Get(
        IEndpointRouteBuilder endpoints, string pattern, Action<ScoringCall, ResponseBuffer> write) =>
        Map(endpoints, HttpMethods.Get, pattern, new ActionProtocol(TfErrors.Write, (call, answer) =>
        {
            write(call, answer);
            return ValueTask.FromResult(AnswerHead.Json);
        }));

    private static void Map(
        IEndpointRouteBuilder endpoints, string method, string pattern, ScoringProtocol protocol)
    {
        var exchange = endpoints.ServiceProvider.GetRequiredService<ScoringExchange>();
        endpoints.MapOnly(method, pattern, context => exchange.RunAsync(context, protocol), NotAllowed);
    }
}
