namespace Tracking.Client;

/// <summary>
/// How a client talks to its server. <see cref="FromEnvironment"/> reads the variables that MLflow's clients read;
/// <c>new TrackingClientOptions()</c> ignores them. A client copies what it needs when it is made.
/// </summary>
public sealed record TrackingClientOptions
{
    /// <summary>The address used where none is given: <c>http://127.0.0.1:5000</c>.</summary>
    public const string DefaultTrackingUri = "http://127.0.0.1:5000";

    /// <summary>
    /// The server, http or https; a path is a prefix of the API. Default <see cref="DefaultTrackingUri"/>.
    /// </summary>
    public string TrackingUri { get; init; } = DefaultTrackingUri;

    /// <summary>User of Basic authentication; wins over <see cref="Token"/>. Default none.</summary>
    public string? Username { get; init; }

    /// <summary>Password of Basic authentication. Default none.</summary>
    public string? Password { get; init; }

    /// <summary>Bearer token. Default none.</summary>
    public string? Token { get; init; }

    /// <summary>The experiment of runs that name none. Default none.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>
    /// The same by id, if <see cref="ExperimentName"/> is not set. Default "0", the server's default experiment.
    /// </summary>
    public string ExperimentId { get; init; } = "0";

    /// <summary>A run that the first <c>StartRunAsync</c> resumes, as a launcher created it. Default none.</summary>
    public string? RunId { get; init; }

    /// <summary>
    /// How long one attempt may take, or a transfer stand still. Above 0, at most a day. Default 120 s.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Attempts after the first, 0 to 10. Default 7.</summary>
    public int MaxRetries { get; init; } = 7;

    /// <summary>Seconds before the first retry, doubled for each further one, 0 to 120. Default 2.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>At most this many random seconds are added to each wait, 0 to 120. Default 1.</summary>
    public double BackoffJitter { get; init; } = 1;

    /// <summary>How long a metric point may wait for others to be sent with it. 0 to 60 s. Default 500 ms.</summary>
    public TimeSpan MetricDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How often a run tells the server that it is under way, so that it can be marked as lost when it dies; zero for
    /// never. 1 s to 1 h. Default 30 s. Stock MLflow servers take none, and are left alone.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Files transferred at once, 1 to 32. Default 4.</summary>
    public int ParallelTransfers { get; init; } = 4;

    /// <summary>
    /// Whether a run that is still open when the process ends is ended too: KILLED on Ctrl-C and SIGTERM, FAILED on an
    /// unhandled exception or a non-zero exit code, else FINISHED. Default true.
    /// </summary>
    public bool EndRunsWithProcess { get; init; } = true;

    /// <summary>
    /// What sends the requests, for own certificates or tests; disposed by its owner. Default: a pooled handler.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>The clock of timestamps, timeouts and waits. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of jitter. Default: seeded by the process.</summary>
    public Random Random { get; init; } = new(HashCode.Combine(Environment.ProcessId, Environment.TickCount64));

    /// <summary>
    /// Reads MLFLOW_TRACKING_URI, _TRACKING_USERNAME, _TRACKING_PASSWORD, _TRACKING_TOKEN, _EXPERIMENT_NAME,
    /// _EXPERIMENT_ID, _RUN_ID, _HTTP_REQUEST_TIMEOUT, _HTTP_REQUEST_MAX_RETRIES, _HTTP_REQUEST_BACKOFF_FACTOR and
    /// _HTTP_REQUEST_BACKOFF_JITTER.
    /// </summary>
    /// <param name="trackingUri">The server; wins over the variable.</param>
    /// <exception cref="ArgumentException">A variable is no number or out of range; the message names it.</exception>
    public static TrackingClientOptions FromEnvironment(string? trackingUri = null) =>
        Internal.EnvironmentOptions.Read(trackingUri, Environment.GetEnvironmentVariable);
}
