using Microsoft.Extensions.Hosting;
using Tracking.Core.Errors;

namespace Tracking.Server.ModelEndpoints;

/// <summary>
/// The endpoints of a server, by name; they end with it. Owns what calls them. Thread-safe.
/// </summary>
internal sealed class EndpointTable(EndpointContext context, int endpointsMax) : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveEndpoint> _endpoints = new(StringComparer.Ordinal);
    private bool _isClosed;

    /// <summary>Adds an endpoint and begins to start it.</summary>
    /// <param name="definition">What it serves.</param>
    /// <param name="isNameFixed">Whether a taken name is an error rather than given a number.</param>
    /// <exception cref="TrackingException">The name is taken, there are too many, or the server stops.</exception>
    public LiveEndpoint Add(EndpointDefinition definition, bool isNameFixed)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new TrackingException(ErrorCode.TemporarilyUnavailable, "The server is stopping.");
            }

            if (_endpoints.Count >= endpointsMax)
            {
                throw new TrackingException(
                    ErrorCode.RequestLimitExceeded,
                    $"There are {_endpoints.Count} endpoints already, the most of this server. Delete one first.");
            }

            if (isNameFixed && _endpoints.ContainsKey(definition.Name))
            {
                throw new TrackingException(
                    ErrorCode.ResourceAlreadyExists, $"There is an endpoint '{definition.Name}' already.");
            }

            var free = definition;
            for (var number = 2; _endpoints.ContainsKey(free.Name); number++)
            {
                free = definition.Numbered(number);
            }

            var endpoint = new LiveEndpoint(free, context);
            _endpoints.Add(free.Name, endpoint);
            endpoint.Start();
            return endpoint;
        }
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<LiveEndpoint> List()
    {
        lock (_gate)
        {
            return [.. _endpoints.Values.OrderBy(one => one.Definition.Name, StringComparer.Ordinal)];
        }
    }

    /// <exception cref="TrackingException">There is none of that name.</exception>
    public LiveEndpoint Get(string name)
    {
        lock (_gate)
        {
            return _endpoints.TryGetValue(name, out var endpoint)
                ? endpoint
                : throw new TrackingException(
                    ErrorCode.ResourceDoesNotExist,
                    $"There is no endpoint '{name}'. Endpoints end with the server that started them.");
        }
    }

    /// <summary>Stops and forgets one.</summary>
    public async Task DeleteAsync(string name)
    {
        await Get(name).StopAsync();
        lock (_gate)
        {
            if (_endpoints.Remove(name, out var endpoint))
            {
                endpoint.Dispose();
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] stopping;
        lock (_gate)
        {
            _isClosed = true;
            stopping = [.. _endpoints.Values.Select(endpoint => endpoint.StopAsync())];
        }

        await Task.WhenAll(stopping);
    }

    public void Dispose()
    {
        foreach (var endpoint in List())
        {
            endpoint.Dispose();
        }

        context.Http.Dispose();
    }
}
