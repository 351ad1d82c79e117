using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Tracing;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The routes of Open Inference v2 over HTTP, with its extensions.</summary>
internal sealed class OpenInferenceEndpoints
{
    private static readonly JsonBodyWriter NotAllowed = to => OpenInferenceErrors.Write(to, "Method not allowed.");
    private readonly IEndpointRouteBuilder _endpoints;
    private readonly InferenceEngine _engine;
    private readonly ScoringExchange _exchange;
    private readonly LogSettings? _logs;

    private OpenInferenceEndpoints(IEndpointRouteBuilder endpoints)
    {
        _endpoints = endpoints;
        _engine = endpoints.ServiceProvider.GetRequiredService<InferenceEngine>();
        _exchange = endpoints.ServiceProvider.GetRequiredService<ScoringExchange>();
        _logs = endpoints.ServiceProvider.GetService<LogSettings>();
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = new OpenInferenceEndpoints(endpoints);
        routes.MapServer();
        routes.MapModels();
        routes.MapRepository();
        routes.MapSettings();
    }

    /// <summary>What a path under /v2 that does not exist answers.</summary>
    public static Task SendNotFoundAsync(HttpContext context) => ProtocolRoutes.SendJsonAsync(
        context, 404, to => OpenInferenceErrors.Write(to, $"There is no '{context.Request.Path}'."));

    private void MapServer()
    {
        Get("/v2", (_, to) => MetadataWriter.WriteServer(to, hasLogging: _logs is not null));
        Get("/v2/health/live", (_, to) => to.Write("{\"live\":true}"u8));
        _endpoints.MapOnly(HttpMethods.Get, "/v2/health/ready", SendReadyAsync, NotAllowed);
        Get("/v2/models/stats", (_, to) => StatisticsWriter.Write(to, _engine.Statistics()));
    }

    private void MapModels()
    {
        var infer = _endpoints.ServiceProvider.GetRequiredService<OpenInferenceProtocol>();
        foreach (var path in (string[])["/v2/models/{name}", "/v2/models/{name}/versions/{version}"])
        {
            Get(path, (context, to) => MetadataWriter.WriteModel(to, Find(context), VersionsOf(context)));
            Get(path + "/ready", (context, to) => WriteModelReady(to, Find(context)));
            Get(path + "/config", (context, to) => ModelConfigWriter.Write(to, Find(context)));
            Get(path + "/stats", (context, to) => WriteStatistics(to, context));
            Map(HttpMethods.Post, path + "/infer", infer);
        }
    }

    private void MapRepository()
    {
        var repository = new RepositoryActions(_engine);
        Post("/v2/repository/index", repository.IndexAsync);
        Post("/v2/repository/models/{name}/load", repository.LoadAsync);
        Post("/v2/repository/models/{name}/unload", repository.UnloadAsync);
    }

    private void MapSettings()
    {
        var traces = _endpoints.ServiceProvider.GetRequiredService<TraceSettings>();
        var settings = new SettingActions(_engine, traces, _logs);
        GetAndPost("/v2/trace/setting", settings.TraceAsync);
        GetAndPost("/v2/models/{name}/trace/setting", settings.TraceAsync);
        if (_logs is not null)
        {
            GetAndPost("/v2/logging", settings.LoggingAsync);
        }
    }

    private void GetAndPost(string pattern, RequestAction act)
    {
        var protocol = new ActionProtocol(OpenInferenceErrors.Write, act);
        _endpoints.MapOnly(
            [HttpMethods.Get, HttpMethods.Post], pattern, context => _exchange.RunAsync(context, protocol), NotAllowed);
    }

    private void Get(string pattern, Action<HttpContext, ResponseBuffer> write) =>
        Map(HttpMethods.Get, pattern, new ActionProtocol(OpenInferenceErrors.Write, (call, answer) =>
        {
            write(call.Context, answer);
            return ValueTask.FromResult(AnswerHead.Json);
        }));

    private void Post(string pattern, RequestAction act) =>
        Map(HttpMethods.Post, pattern, new ActionProtocol(OpenInferenceErrors.Write, act));

    private void Map(string method, string pattern, ScoringProtocol protocol) =>
        _endpoints.MapOnly(method, pattern, context => _exchange.RunAsync(context, protocol), NotAllowed);

    private LoadedModel Find(HttpContext context)
    {
        var route = context.Request.RouteValues;
        return _engine.Find((string)route["name"]!, (string?)route["version"]);
    }

    private List<string> VersionsOf(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var versions = new List<string>();
        foreach (var entry in _engine.Models.Index())
        {
            if (entry.Name == name && entry is { Version: { } version, Model: not null })
            {
                versions.Add(version);
            }
        }

        return versions;
    }

    private void WriteStatistics(ResponseBuffer to, HttpContext context)
    {
        var route = context.Request.RouteValues;
        var (name, version) = ((string)route["name"]!, (string?)route["version"]);
        var known = _engine.Models.Index().Any(
            entry => entry.Name == name && (version is null || entry.Version == version));
        StatisticsWriter.Write(to, known
            ? _engine.Statistics(name, version)
            : throw new ServingException(
                ServingError.ModelNotFound, $"No model '{name}' of that version is served here."));
    }

    private Task SendReadyAsync(HttpContext context) => ProtocolRoutes.SendJsonAsync(
        context,
        _engine.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        to => to.Write(_engine.IsReady ? "{\"ready\":true}"u8 : "{\"ready\":false}"u8));

    private static void WriteModelReady(ResponseBuffer to, LoadedModel model)
    {
        to.Write("{\"name\":"u8);
        JsonText.Write(to, model.Name);
        to.Write(",\"ready\":true}"u8);
    }
}
