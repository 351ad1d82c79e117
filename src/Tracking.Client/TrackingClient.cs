using Tracking.Client.Artifacts;
using Tracking.Client.Datasets;
using Tracking.Client.Diagnostics;
using Tracking.Client.EvaluationDatasets;
using Tracking.Client.Experiments;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Artifacts.Cache;
using Tracking.Client.Internal.Delivery;
using Tracking.Client.Internal.Outcomes;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Transport;
using Tracking.Client.LoggedModels;
using Tracking.Client.Metrics;
using Tracking.Client.ModelEndpoints;
using Tracking.Client.Models;
using Tracking.Client.Prompts;
using Tracking.Client.Registry;
using Tracking.Client.Runs;
using Tracking.Client.Spool;
using Tracking.Client.Trash;
using Tracking.Client.Webhooks;
using Tracking.Client.Traces;
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
    private readonly ClientSpools _spools;
    private readonly RunStart _start;
    private readonly TimeProvider _time;

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
        _time = options.Time;
        _api = new Api(_transport, _outcomes);
        Experiments = new ExperimentsClient(_api);
        Runs = new RunsClient(_api, options);
        Metrics = new MetricsClient(_api);
        LoggedModels = new LoggedModelsClient(_api);
        RegisteredModels = new RegisteredModelsClient(_api);
        ModelVersions = new ModelVersionsClient(_api);
        Prompts = new PromptsClient(_api);
        EvaluationDatasets = new EvaluationDatasetsClient(_api);
        Webhooks = new WebhooksClient(_api);
        ModelEndpoints = new ModelEndpointsClient(_api);
        LoadTests = new LoadTestsClient(_api);
        Traces = new TracesClient(_api);
        LegacyTraces = new LegacyTracesClient(_api);
        Datasets = new RunDatasetsClient(_api);
        Trash = new TrashClient(_api);
        var locations = new ArtifactLocations(_api, options);
        var transfer = new ArtifactTransfer(options.ParallelTransfers);
        Artifacts = new ArtifactsClient(_api, Runs, locations, transfer);
        Models = new ModelsClient(this, locations, transfer, new ModelCache(options, transfer));
        _spools = new ClientSpools(options);
        var services = new RunServices(this, options, _api, _outcomes, locations, transfer) { Spools = _spools };
        Spool = new TrackingSpool(services);
        _start = new RunStart(services);
        if (options.EndRunsWithProcess)
            ProcessEnd.Register(_outcomes);
    }

    /// <summary>The server's address.</summary>
    public Uri TrackingUri => _transport.BaseUri;

    /// <summary>Experiments.</summary>
    public ExperimentsClient Experiments { get; }

    /// <summary>Runs by their id.</summary>
    public RunsClient Runs { get; }

    /// <summary>Metric points and their history.</summary>
    public MetricsClient Metrics { get; }

    /// <summary>Files of runs.</summary>
    public ArtifactsClient Artifacts { get; }

    /// <summary>Model URIs and the files behind them.</summary>
    public ModelsClient Models { get; }

    /// <summary>Models that runs logged.</summary>
    public LoggedModelsClient LoggedModels { get; }

    /// <summary>Registered models and aliases.</summary>
    public RegisteredModelsClient RegisteredModels { get; }

    /// <summary>Versions of registered models.</summary>
    public ModelVersionsClient ModelVersions { get; }

    /// <summary>Prompts with versions and aliases.</summary>
    public PromptsClient Prompts { get; }

    /// <summary>Datasets to evaluate with.</summary>
    public EvaluationDatasetsClient EvaluationDatasets { get; }

    /// <summary>Addresses that are told of events.</summary>
    public WebhooksClient Webhooks { get; }

    /// <summary>Serve hosts that the server runs.</summary>
    public ModelEndpointsClient ModelEndpoints { get; }

    /// <summary>Short load tests of those.</summary>
    public LoadTestsClient LoadTests { get; }

    /// <summary>Traces and their assessments.</summary>
    public TracesClient Traces { get; }

    /// <summary>Traces, as servers from before MLflow 3 know them.</summary>
    public LegacyTracesClient LegacyTraces { get; }

    /// <summary>Datasets that runs used.</summary>
    public RunDatasetsClient Datasets { get; }

    /// <summary>What was deleted, to remove it for good.</summary>
    public TrashClient Trash { get; }

    /// <summary>What was logged and is not delivered yet, of offline runs and of processes that died.</summary>
    public TrackingSpool Spool { get; }

    /// <summary>
    /// Starts a run. Dispose it to end it, best with <c>await using</c>. Where a launcher set MLFLOW_RUN_ID, the
    /// first call resumes that run instead.
    /// </summary>
    /// <param name="experimentName">Created if missing; else the options' experiment.</param>
    /// <param name="runName">For readers; the server makes one up by default.</param>
    /// <param name="tags">Further tags; they win over those that say where the run came from.</param>
    /// <param name="cancellationToken">Cancels the start, not the run.</param>
    public Task<ActiveRun> StartRunAsync(
        string? experimentName = null,
        string? runName = null,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default) =>
        StartRunAsync(
            new StartRunOptions { ExperimentName = experimentName, RunName = runName, Tags = tags }, cancellationToken);

    /// <summary>
    /// Starts a run, or goes on with one. It is <see cref="ActiveRun.Current"/> for the code that calls this, until it
    /// ends.
    /// </summary>
    /// <param name="start">Which run, and what is known of it from the start.</param>
    /// <param name="cancellationToken">Cancels the start, not the run.</param>
    public Task<ActiveRun> StartRunAsync(StartRunOptions start, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        return _start.StartAsync(start, cancellationToken);
    }

    /// <summary>
    /// Runs work within a run: FINISHED when it returns, KILLED when it is cancelled, FAILED when it throws. The
    /// exception stands in a tag of the run and is thrown on.
    /// </summary>
    /// <param name="experimentName">Created if missing; null for the options' experiment.</param>
    /// <param name="work">What to do.</param>
    /// <param name="runName">For readers; the server makes one up by default.</param>
    /// <param name="cancellationToken">Cancels the start; hand it to the work as well.</param>
    public async Task RunAsync(
        string? experimentName,
        Func<ActiveRun, Task> work,
        string? runName = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var run = await StartRunAsync(experimentName, runName, null, cancellationToken);
        try
        {
            await work(run);
        }
        catch (Exception failure)
        {
            await FailKeepingAsync(run, failure);
            throw;
        }

        await run.EndAsync(cancellationToken: CancellationToken.None);
    }

    /// <summary>Asks what answers at the address: its version, what it can do, and what time it has.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="TrackingClientException">Nothing answers.</exception>
    public Task<ServerDescription> DescribeServerAsync(CancellationToken cancellationToken = default) =>
        ServerInquiry.AskAsync(_transport, cancellationToken);

    /// <summary>Sends activities as traces, until the answer is disposed; do so before the client.</summary>
    /// <param name="options">Which sources, and to which experiment.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public ActivityTraces RecordActivities(ActivityTracesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ActivityTraces(_transport, options, _time);
    }

    /// <summary>
    /// Sends any route of <see cref="Routes"/> as it stands, with the client's credentials and retries.
    /// </summary>
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
            await _spools.DisposeAsync();
            ProcessEnd.Forget(_outcomes);
            // A run that was forgotten ends with the process, and needs the connection then.
            if (!_outcomes.HasOpenRuns)
                _transport.Dispose();
        }
    }

    /// <summary>What the work threw is what its caller must see, also when the server cannot be told of it.</summary>
    private static async Task FailKeepingAsync(ActiveRun run, Exception failure)
    {
        try
        {
            await run.FailAsync(failure, CancellationToken.None);
        }
        catch (TrackingClientException second)
        {
            failure.Data["tracking.end_run"] = second.Message;
        }
    }
}
