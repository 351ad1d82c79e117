using Tracking.Client.Experiments;
using Tracking.Client.Internal.Outcomes;
using Tracking.Client.Internal.Transport;
using Tracking.Client.LoggedModels;
using Tracking.Client.Metrics;
using Tracking.Client.Registry;
using Tracking.Client.Runs;
using Tracking.Contracts;

namespace Tracking.Client;

/// <summary>
/// A tracking server, ours or MLflow's. Make one per process; it is safe for concurrent use. Calls that fail in passing
/// are repeated; what still fails is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class TrackingClient : IAsyncDisposable
{
    private readonly HttpTransport _transport;
    private readonly PendingOutcomes _outcomes = new();
    private readonly Api _api;

    /// <summary>A client whose options come from the environment, as MLflow's clients read them.</summary>
    /// <param name="trackingUri">The server; else MLFLOW_TRACKING_URI, else http://127.0.0.1:5000.</param>
    /// <exception cref="ArgumentException">The address or a variable is no good; the message names it.</exception>
    public TrackingClient(string? trackingUri = null)
        : this(TrackingClientOptions.FromEnvironment(trackingUri))
    {
    }

    /// <summary>A client with its own options.</summary>
    /// <param name="options">All of them; the environment is not read.</param>
    /// <exception cref="ArgumentException">One or more options are no good; the message names each.</exception>
    public TrackingClient(TrackingClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _transport = new HttpTransport(options);
        _api = new Api(_transport, _outcomes);
        Experiments = new ExperimentsClient(_api);
        Runs = new RunsClient(_api);
        Metrics = new MetricsClient(_api);
        LoggedModels = new LoggedModelsClient(_api);
        RegisteredModels = new RegisteredModelsClient(_api);
        ModelVersions = new ModelVersionsClient(_api);
    }

    /// <summary>The server's address.</summary>
    public Uri TrackingUri => _transport.BaseUri;

    /// <summary>Experiments.</summary>
    public ExperimentsClient Experiments { get; }

    /// <summary>Runs by their id.</summary>
    public RunsClient Runs { get; }

    /// <summary>Metric points and their history.</summary>
    public MetricsClient Metrics { get; }

    /// <summary>Models that runs logged.</summary>
    public LoggedModelsClient LoggedModels { get; }

    /// <summary>Registered models and aliases.</summary>
    public RegisteredModelsClient RegisteredModels { get; }

    /// <summary>Versions of registered models.</summary>
    public ModelVersionsClient ModelVersions { get; }

    /// <summary>Sends any route of <see cref="Routes"/> as it stands, with the client's credentials and retries.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="request">Its request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <typeparam name="TRequest">The route's request.</typeparam>
    /// <typeparam name="TResponse">The route's answer.</typeparam>
    public Task<TResponse> SendAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        TRequest request,
        CancellationToken cancellationToken = default)
        where TRequest : class
        where TResponse : class
    {
        ArgumentNullException.ThrowIfNull(route);
        return _api.SendAsync(route, request, cancellationToken);
    }

    /// <summary>Waits for outcomes of runs that are still on their way, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _outcomes.SettledAsync(CancellationToken.None);
        }
        finally
        {
            _transport.Dispose();
        }
    }
}
