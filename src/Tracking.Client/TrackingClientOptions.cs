using Tracking.Client.Spool;

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

    /// <summary>
    /// Accepts any certificate of the server: for trials only, since whoever stands between can read the credentials.
    /// Default false.
    /// </summary>
    public bool InsecureTls { get; init; }

    /// <summary>
    /// A PEM file, or a folder of them: the server's certificate must come from one of these authorities, and no other.
    /// Default: the system's.
    /// </summary>
    public string? ServerCertificatePath { get; init; }

    /// <summary>A PEM file of a certificate and its key, by which this client shows who it is. Default none.</summary>
    public string? ClientCertificatePath { get; init; }

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

    /// <summary>
    /// The first retry comes at once; twice this many seconds pass before the second, doubled for each further one, at
    /// most 120 s. 0 to 120. Default 2.
    /// </summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>At most this many random seconds are added to each wait, 0 to 120. Default 1.</summary>
    public double BackoffJitter { get; init; } = 1;

    /// <summary>Whether a server's <c>Retry-After</c> replaces that wait, up to 120 s. Default true.</summary>
    public bool RespectRetryAfter { get; init; } = true;

    /// <summary>
    /// Whether runs talk to the server, or are kept on disk until <c>tracking sync</c> or
    /// <c>client.Spool.SyncAsync</c> delivers them. Default online; TRACKING_MODE=offline in the environment.
    /// </summary>
    public TrackingMode Mode { get; init; } = TrackingMode.Online;

    /// <summary>Where what was logged lies until the server has it. Defaults as they stand there.</summary>
    public SpoolOptions Spool { get; init; } = new();

    /// <summary>How long a metric point may wait for others to be sent with it. 0 to 60 s. Default 500 ms.</summary>
    public TimeSpan MetricDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How often a run tells the server that it is under way, so that it can be marked as lost when it dies; zero for
    /// never. 1 s to 1 h. Default 30 s. Stock MLflow servers take none, and are left alone.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Files transferred at once, 1 to 32. Default 4.</summary>
    public int ParallelTransfers { get; init; } = 4;

    /// <summary>What open runs log of the machine. Default: nothing.</summary>
    public SystemMetricsOptions SystemMetrics { get; init; } = new();

    /// <summary>
    /// Whether runs say where they came from: tags of git and of the machine, and the entry assembly's packages as
    /// <c>environment/packages.json</c>. Default true.
    /// </summary>
    public bool RecordSurroundings { get; init; } = true;

    /// <summary>
    /// Files of at least this size are uploaded in parts from the start, where the server takes them so: an upload
    /// that breaks off then goes on, also in another process, but takes longer. Others are only after a break.
    /// At least 64 MiB. Default 4 GiB.
    /// </summary>
    public long UploadInPartsFromBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// Where downloaded models, and transfers that broke off, are kept on this machine. Default: <c>tracking</c> in the
    /// user's folder of caches.
    /// </summary>
    public string CacheFolder { get; init; } = Internal.Artifacts.Cache.UserCaches.DefaultFolder;

    /// <summary>
    /// How much of downloaded models is kept; what was used longest ago goes first. Default 10 GiB; 0 keeps none.
    /// </summary>
    public long CacheMaxBytes { get; init; } = 10L * 1024 * 1024 * 1024;

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
    /// Reads the variables of MLflow's clients: MLFLOW_TRACKING_URI and the others that the guide lists, and for
    /// credentials <c>~/.mlflow/credentials</c> too. The URI <c>databricks</c> stands for DATABRICKS_HOST and
    /// DATABRICKS_TOKEN, or a profile of <c>~/.databrickscfg</c>. TRACKING_MODE sets <see cref="Mode"/>.
    /// </summary>
    /// <param name="trackingUri">The server; wins over the variable.</param>
    /// <exception cref="ArgumentException">A variable is no number or out of range; the message names it.</exception>
    public static TrackingClientOptions FromEnvironment(string? trackingUri = null) =>
        Internal.EnvironmentOptions.Read(
            trackingUri,
            Environment.GetEnvironmentVariable,
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
}
