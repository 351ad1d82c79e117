using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Contracts.ModelEndpoints;
using Tracking.Core.Errors;
using Tracking.Core.Registry;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.ModelEndpoints;

/// <summary>Endpoints on this machine: start, look at, call, stop.</summary>
/// <param name="table">Those there are.</param>
/// <param name="versions">What can be served.</param>
/// <param name="forwarding">Calls one.</param>
/// <param name="context">Reads their figures.</param>
internal sealed class ModelEndpointApi(
    EndpointTable table, IModelVersionStore versions, EndpointForwarding forwarding, EndpointContext context)
    : IEndpointGroup
{
    public required int EndpointsMax { get; init; }

    /// <summary>Why none can be started; null where they can.</summary>
    public required string? ReasonAgainst { get; init; }

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.ModelEndpoints.Create, CreateAsync);
        routes.Map(Routes.ModelEndpoints.List, ListAsync);
        routes.Map(Routes.ModelEndpoints.Get, GetAsync);
        routes.Map(Routes.ModelEndpoints.Start, StartAsync);
        routes.Map(Routes.ModelEndpoints.Stop, async (request, token) =>
        {
            await table.Get(request.Name!).StopAsync().WaitAsync(token);
            return Respond(table.Get(request.Name!));
        });
        routes.Map(Routes.ModelEndpoints.Delete, (request, token) =>
            table.DeleteAsync(request.Name!).WaitAsync(token));
        routes.MapRaw(["POST"], Routes.ModelEndpoints.Invocations, request =>
            forwarding.SendAsync(request, table.Get((string)request.Request.RouteValues["name"]!)));
    }

    private async Task<ModelEndpointResponse> CreateAsync(
        CreateModelEndpointRequest request, CancellationToken cancellationToken)
    {
        Require();
        var definition = EndpointDefinition.Read(request);
        var version = definition.Version is { } number
            ? await versions.GetAsync(definition.ModelName, number, cancellationToken)
            : await versions.GetByAliasAsync(definition.ModelName, definition.Alias!, cancellationToken);
        if (version.Tags.Any(tag => tag is { Key: RegistryRules.PromptTagKey, Value: "true" }))
        {
            throw ParameterErrors.Invalid(
                $"'model_name' is '{definition.ModelName}', which is a prompt: expected a model that can be served.");
        }

        return Respond(table.Add(definition, isNameFixed: !string.IsNullOrEmpty(request.Name)));
    }

    private async Task<ListModelEndpointsResponse> ListAsync(
        ListModelEndpointsRequest request, CancellationToken cancellationToken)
    {
        var server = await context.Server.WaitAsync(cancellationToken);
        return new ListModelEndpointsResponse
        {
            Endpoints =
            [
                .. table.List()
                    .Where(one => string.IsNullOrEmpty(request.ModelName)
                        || one.Definition.ModelName == request.ModelName)
                    .Select(one => one.ToWire()),
            ],
            Enabled = ReasonAgainst is null,
            DisabledReason = ReasonAgainst,
            EndpointsMax = EndpointsMax,
            Machine = Environment.MachineName,
            TrackingUri = server.Address.ToString().TrimEnd('/'),
        };
    }

    private async Task<GetModelEndpointResponse> GetAsync(
        ModelEndpointRequest request, CancellationToken cancellationToken)
    {
        var endpoint = table.Get(request.Name!);
        if (endpoint.Address is { } address)
        {
            await context.ReadAsync(address, endpoint.Figures, cancellationToken);
        }

        return new GetModelEndpointResponse
        {
            Endpoint = endpoint.ToWire(),
            Samples = endpoint.Figures.Samples(),
            Events = endpoint.Events.Read(),
            Requests = endpoint.Requests.Read(),
            Log = endpoint.Log.Read(),
        };
    }

    private Task<ModelEndpointResponse> StartAsync(
        ModelEndpointRequest request, CancellationToken cancellationToken)
    {
        Require();
        cancellationToken.ThrowIfCancellationRequested();
        var endpoint = table.Get(request.Name!);
        endpoint.Start();
        return Task.FromResult(Respond(endpoint));
    }

    private void Require()
    {
        if (ReasonAgainst is not null)
        {
            throw new TrackingException(ErrorCode.PermissionDenied, ReasonAgainst);
        }
    }

    private static ModelEndpointResponse Respond(LiveEndpoint endpoint) => new() { Endpoint = endpoint.ToWire() };
}
