using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>
/// TorchServe's inference and management routes, and those of SageMaker's multi-model contract, which are the same
/// but for <c>/models/{name}/invoke</c>.
/// </summary>
internal sealed class TorchServeEndpoints
{
    private readonly IEndpointRouteBuilder _endpoints;
    private readonly ScoringExchange _exchange;

    private TorchServeEndpoints(IEndpointRouteBuilder endpoints)
    {
        _endpoints = endpoints;
        _exchange = endpoints.ServiceProvider.GetRequiredService<ScoringExchange>();
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = new TorchServeEndpoints(endpoints);
        routes.MapInference();
        routes.MapManagement();
    }

    private void MapInference()
    {
        var services = _endpoints.ServiceProvider;
        var predict = new PredictionProtocol(services.GetRequiredService<InferenceEngine>());
        foreach (var target in (string[])["{name}", "{name}/{version}"])
        {
            Map($"/predictions/{target}", (HttpMethods.Post, predict), (HttpMethods.Put, predict));
            Map($"/explanations/{target}", (HttpMethods.Post, Of(NotExplainedAsync)));
        }

        Map("/models/{name}/invoke", (HttpMethods.Post, services.GetRequiredService<MlflowProtocol>()));
    }

    private void MapManagement()
    {
        var services = _endpoints.ServiceProvider;
        var environment = services.GetRequiredService<ContainerEnvironment>();
        var actions = new ManagementActions(services.GetRequiredService<InferenceEngine>(), environment);
        (string, ScoringProtocol)[] adds =
            environment.TakesModels ? [(HttpMethods.Post, Of(actions.RegisterAsync))] : [];
        (string, ScoringProtocol)[] removes =
            environment.TakesModels ? [(HttpMethods.Delete, Of(actions.UnregisterAsync))] : [];
        Map("/models", [(HttpMethods.Get, Of(actions.ListAsync)), .. adds]);
        foreach (var target in (string[])["/models/{name}", "/models/{name}/{version}"])
        {
            Map(
                target,
                [(HttpMethods.Get, Of(actions.DescribeAsync)), (HttpMethods.Put, Of(actions.ScaleAsync)), .. removes]);
        }

        Map("/models/{name}/{version}/set-default", (HttpMethods.Put, Of(actions.SetDefaultAsync)));
    }

    private static ActionProtocol Of(RequestAction act) => new(TorchErrors.Write, act);

    private static ValueTask<AnswerHead> NotExplainedAsync(ScoringCall call, ResponseBuffer answer)
    {
        const int status = StatusCodes.Status501NotImplemented;
        TorchErrors.WriteBody(answer, status, "NotImplementedException", "Models are not explained here.");
        return ValueTask.FromResult(new AnswerHead(status, "application/json"));
    }

    private void Map(string pattern, params (string Method, ScoringProtocol Protocol)[] known)
    {
        var allowed = string.Join(", ", known.Select(one => one.Method));
        _endpoints.Map(pattern, context =>
        {
            foreach (var (method, protocol) in known)
            {
                if (HttpMethods.Equals(context.Request.Method, method))
                {
                    return _exchange.RunAsync(context, protocol);
                }
            }

            const int status = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = allowed;
            return ProtocolRoutes.SendJsonAsync(context, status, to => TorchErrors.WriteBody(
                to, status, "MethodNotAllowedException", "Requested method is not allowed here."));
        });
    }
}
