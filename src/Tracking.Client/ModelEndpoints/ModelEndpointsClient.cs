using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Client.ModelEndpoints;

/// <summary>
/// Serve hosts that the server runs on its own machine; MLflow's own server has none. Every failure is a
/// <see cref="TrackingClientException"/>.
/// </summary>
public sealed class ModelEndpointsClient
{
    private readonly Api _api;

    internal ModelEndpointsClient(Api api) => _api = api;

    /// <summary>Starts an endpoint for a version, or for whatever an alias points to.</summary>
    /// <param name="request">The model, and its version or alias.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelEndpoint> CreateAsync(
        CreateModelEndpointRequest request, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.ModelEndpoints.Create, request, cancellationToken));

    /// <summary>An endpoint with its figures and the last lines of its log.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<GetModelEndpointResponse> GetAsync(string name, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.ModelEndpoints.Get, Of(name), cancellationToken);

    /// <summary>The endpoints, and whether this server starts any.</summary>
    /// <param name="modelName">Only those of a model; all by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ListModelEndpointsResponse> ListAsync(
        string? modelName = null, CancellationToken cancellationToken = default) =>
        _api.SendAsync(
            Routes.ModelEndpoints.List, new ListModelEndpointsRequest { ModelName = modelName }, cancellationToken);

    /// <summary>Starts an endpoint that was stopped or failed.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelEndpoint> StartAsync(string name, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.ModelEndpoints.Start, Of(name), cancellationToken));

    /// <summary>Ends the process of an endpoint and keeps the endpoint.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ModelEndpoint> StopAsync(string name, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.ModelEndpoints.Stop, Of(name), cancellationToken));

    /// <summary>Ends the process of an endpoint and forgets the endpoint.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _api.SendAsync(Routes.ModelEndpoints.Delete, Of(name), cancellationToken);

    private static ModelEndpointRequest Of(string name) => new() { Name = name };

    private static ModelEndpoint Required(ModelEndpointResponse answer) => Api.Required(answer.Endpoint, "endpoint");
}
