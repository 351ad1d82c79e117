using Microsoft.Extensions.Logging;
using Tracking.Server.Access;
using Tracking.Server.ModelEndpoints;
using Tracking.Server.Lifecycle;
using Tracking.Server.Operations.Logging;
using Tracking.Server.Operations;

namespace Tracking.Server;

/// <summary>How a server is started; the defaults are those of <c>mlflow server</c>.</summary>
public sealed record TrackingServerOptions
{
    /// <summary>
    /// The address to listen on: an IP address, a host name of this machine, or <c>0.0.0.0</c> for all.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>
    /// 0 to 65535; 0 takes any free port, which <see cref="TrackingServer.Address"/> tells. Default 5000.
    /// </summary>
    public int Port { get; init; } = 5000;

    /// <summary>
    /// <c>sqlite:///relative.db</c>, <c>sqlite:////absolute.db</c> or a path; made if it is not there.
    /// </summary>
    public string BackendStoreUri { get; init; } = "sqlite:///mlflow.db";

    /// <summary>
    /// Where the server keeps the artifacts that clients upload through it: a folder, or <c>s3://bucket/prefix</c>.
    /// </summary>
    public string ArtifactsDestination { get; init; } = "./mlartifacts";

    /// <summary>Where new experiments keep their artifacts; by default behind this server.</summary>
    public string DefaultArtifactRoot { get; init; } = ArtifactScheme + ":/";

    /// <summary>A path before every URL, such as <c>/ml</c>; empty by default.</summary>
    public string StaticPrefix { get; init; } = "";

    /// <summary>Whether clients upload and download artifacts through this server; default true.</summary>
    public bool ServeArtifacts { get; init; } = true;

    /// <summary>Long values of params and tags are cut (MLflow's default) rather than refused.</summary>
    public bool TruncateLongValues { get; init; } = true;

    /// <summary>The largest JSON body in bytes, 1 KB to 1 GB; default 64 MB.</summary>
    public int MaxMessageBytes { get; init; } = 64 << 20;

    /// <summary>The largest artifact in bytes; default 100 GB.</summary>
    public long MaxArtifactBytes { get; init; } = 100L << 30;

    /// <summary>Connections at the same time; default 10,000. More are closed at once.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How long a stop waits for requests under way before it cuts them; default 30 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a stop still serves while it says "not ready", so that a load balancer looks elsewhere first; default
    /// 0.
    /// </summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Which hosts and web origins are served.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>What clients may take of the server.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>What happens to what was deleted, and to runs that fall silent.</summary>
    public LifecycleOptions Lifecycle { get; init; } = new();

    /// <summary>
    /// What is logged to standard error; default warnings and errors, Information adds every request.
    /// </summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>How the log is written; default text.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>How events are sent to webhooks.</summary>
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Whether serve hosts are run on this machine; none by default.</summary>
    public ModelEndpointOptions ModelEndpoints { get; init; } = new();

    /// <summary>
    /// OpenTelemetry's variables by name, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: where traces and metrics are
    /// sent. None by default: nothing is sent.
    /// </summary>
    public IReadOnlyDictionary<string, string> OpenTelemetry { get; init; } = new Dictionary<string, string>();

    /// <summary>Gives the settings of S3, such as AWS_ACCESS_KEY_ID; by default the process's environment.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock of everything that the server stamps.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of invented run names; by default a random one.</summary>
    public int? NameSeed { get; init; }

    /// <summary>Replaces the logging to standard error.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    internal const string ArtifactScheme = "mlflow-artifacts";

    /// <exception cref="ServerStartException">Names every setting that is out of range.</exception>
    internal void Validate()
    {
        List<string> problems =
        [
            .. Unless(Port is >= 0 and <= 65_535, $"port {Port} is not in 0..65535"),
            .. Unless(
                StaticPrefix.Length == 0 || (StaticPrefix[0] == '/' && StaticPrefix[^1] != '/'),
                $"static prefix '{StaticPrefix}' must start with a '/' and not end with one"),
            .. Unless(
                MaxMessageBytes is >= 1 << 10 and <= 1 << 30,
                $"message limit {MaxMessageBytes} is not in 1024..1073741824 bytes"),
            .. Unless(MaxArtifactBytes > 0, $"artifact limit {MaxArtifactBytes} is not positive"),
            .. Unless(MaxConnections > 0, $"connection limit {MaxConnections} is not positive"),
            .. Unless(DrainTimeout >= TimeSpan.Zero, $"drain timeout {DrainTimeout} is negative"),
            .. Unless(DrainDelay >= TimeSpan.Zero, $"drain delay {DrainDelay} is negative"),
            .. Unless(!string.IsNullOrWhiteSpace(Host), "host is empty"),
            .. Unless(!string.IsNullOrWhiteSpace(ArtifactsDestination), "artifacts destination is empty"),
            .. Unless(!string.IsNullOrWhiteSpace(DefaultArtifactRoot), "default artifact root is empty"),
            .. Access.Problems(),
            .. Limits.Problems(),
            .. Webhooks.Problems(),
            .. Lifecycle.Problems(),
            .. ModelEndpoints.Problems(),
        ];
        if (problems.Count > 0)
        {
            throw new ServerStartException($"The server cannot start: {string.Join("; ", problems)}.");
        }
    }

    private static IEnumerable<string> Unless(bool valid, string problem) => valid ? [] : [problem];
}
