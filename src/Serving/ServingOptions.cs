using Tracking.Serving.Batching;

namespace Tracking.Serving;

/// <summary>What a serve host is told; it is checked and copied once, at start.</summary>
public sealed class ServingOptions
{
    /// <summary>The models to serve, at least one; the first answers <c>/invocations</c>.</summary>
    public IList<ServedModel> Models { get; } = [];

    /// <summary>
    /// The address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all. Default 127.0.0.1.
    /// </summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port, 0 to 65535; 0 takes any free one. Default 5000.</summary>
    public int Port { get; set; } = 5000;

    /// <summary>
    /// A further port that speaks gRPC alone, 0 to 65535; 0 takes any free one. Default null: <see cref="Port"/> speaks
    /// gRPC too.
    /// </summary>
    public int? GrpcPort { get; set; }

    /// <summary>The largest request body in bytes, 1 to 2,000,000,000. Default 64 MB.</summary>
    public long MaxBodyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long one request may take, above zero and at most a day. Null, the default, is the number of seconds in the
    /// environment variable MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT, or 60 s without it.
    /// </summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>How requests are joined, unless a model says otherwise.</summary>
    public BatchingOptions Batching { get; set; } = new();

    /// <summary>What callers may take of the host.</summary>
    public ServingLimits Limits { get; set; } = new();

    /// <summary>Who may call it.</summary>
    public ServingAccess Access { get; set; } = new();

    /// <summary>Whether each request is written to standard error; default not.</summary>
    public AccessLogFormat AccessLog { get; set; }

    /// <summary>TLS on every port; null, the default, for none.</summary>
    public ServingTls? Tls { get; set; }

    /// <summary>
    /// How long the host goes on to accept requests after a stop signal while readiness fails, 0 to an hour. Default 0;
    /// behind a balancer a little more than the time in which it notices.
    /// </summary>
    public TimeSpan DrainDelay { get; set; }

    /// <summary>How long a stop waits for requests under way, 0 to an hour. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
