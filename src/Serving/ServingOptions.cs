using Tracking.Serving.Batching;
using Tracking.Serving.Protocols;
using Tracking.Serving.Repository;

namespace Tracking.Serving;

/// <summary>What a serve host is told; it is checked and copied once, at start.</summary>
public sealed class ServingOptions
{
    /// <summary>The models to serve; the first answers <c>/invocations</c>.</summary>
    public IList<ServedModel> Models { get; } = [];

    /// <summary>Models that come and go while the host runs; without any there is at least one model.</summary>
    public IList<IServedModelSet> ModelSets { get; } = [];

    /// <summary>
    /// How often is looked for moved aliases, changed files and new models, from 10 ms to a day, a tenth more or less.
    /// Null, the default, looks never.
    /// </summary>
    public TimeSpan? PollInterval { get; set; }

    /// <summary>
    /// Most bytes of model files that are loaded at a time, above zero: with more, those not asked for longest
    /// are unloaded until they are asked again. Null, the default, sets no limit.
    /// </summary>
    public long? MemoryBudgetBytes { get; set; }

    /// <summary>
    /// After how long without a request a model is unloaded until it is asked again, from a second. Null, the default,
    /// is never.
    /// </summary>
    public TimeSpan? UnloadAfterIdle { get; set; }

    /// <summary>Most requests that wait for models to load, 1 to 1,000,000. Default 1000.</summary>
    public int MaxParkedRequests { get; set; } = 1_000;

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

    /// <summary>
    /// Whether this process's environment lets callers add models, so that a host may begin without any:
    /// SAGEMAKER_MULTI_MODEL or TS_ENABLE_MODEL_API is true.
    /// </summary>
    public static bool MayBeginEmpty => ContainerEnvironment.Current.TakesModels;

    /// <summary>The file that is followed; null for none.</summary>
    internal ServingConfig? Config { get; set; }

    /// <summary>How requests were joined before the file was applied; null without one.</summary>
    internal BatchingOptions? BatchingBeforeConfig { get; set; }

    /// <summary>As the file has it; null without one.</summary>
    internal BatchingOptions? BatchingOfConfig { get; set; }
}
