using System.CommandLine;
using Tracking.Server;
using Tracking.Server.Operations;

namespace Tracking.Cli.Commands.Server;

/// <summary>What clients may take of the server.</summary>
internal sealed class LimitSettings
{
    private static readonly TrackingServerOptions Server = new();
    private static readonly ServerLimits Limits = new();

    private readonly Option<int> _connections = EnvironmentNumber.Count(
        "--max-connections", "TRACKING_MAX_CONNECTIONS", Server.MaxConnections, "Connections at the same time.");

    private readonly Option<int> _requests = EnvironmentNumber.Count(
        "--max-requests",
        "TRACKING_MAX_REQUESTS",
        Limits.ConcurrentRequests,
        "Requests that are worked on at the same time.");

    private readonly Option<int> _queue = EnvironmentNumber.Count(
        "--max-queued-requests",
        "TRACKING_MAX_QUEUED_REQUESTS",
        Limits.QueuedRequests,
        "Requests that wait for their turn; more get 503.");

    private readonly Option<int> _message = EnvironmentNumber.Count(
        "--max-message-bytes", "TRACKING_MAX_MESSAGE_BYTES", Server.MaxMessageBytes, "Largest JSON body.");

    private readonly Option<long> _memory = EnvironmentNumber.Whole(
        "--max-body-memory-bytes",
        "TRACKING_MAX_BODY_MEMORY_BYTES",
        Limits.BodyMemoryBytes,
        "Memory for all bodies together; beyond it the answer is 503.");

    private readonly Option<long> _artifact = EnvironmentNumber.Whole(
        "--max-artifact-bytes", "TRACKING_MAX_ARTIFACT_BYTES", Server.MaxArtifactBytes, "Largest artifact.");

    private readonly Option<double> _timeout = EnvironmentNumber.Seconds(
        "--request-timeout",
        "TRACKING_REQUEST_TIMEOUT",
        Limits.RequestTimeout,
        "Seconds until an answer must begin; uploads are exempt.");

    private readonly Option<double> _headers = EnvironmentNumber.Seconds(
        "--headers-timeout",
        "TRACKING_HEADERS_TIMEOUT",
        Limits.HeadersTimeout,
        "Seconds that a request's headers may take.");

    private readonly Option<double> _idle = EnvironmentNumber.Seconds(
        "--idle-timeout",
        "TRACKING_IDLE_TIMEOUT",
        Limits.IdleTimeout,
        "Seconds that a connection may stay open unused.");

    private readonly Option<int> _rate = EnvironmentNumber.Count(
        "--min-data-rate",
        "TRACKING_MIN_DATA_RATE",
        Limits.MinDataRate,
        "Bytes per second below which a client is cut off; 0 allows any pace.");

    private readonly Option<double> _drainDelay = EnvironmentNumber.Seconds(
        "--drain-delay",
        "TRACKING_DRAIN_DELAY",
        Server.DrainDelay,
        "Seconds to go on serving after a stop signal, while /ready fails.");

    private readonly Option<double> _drain = EnvironmentNumber.Seconds(
        "--drain-timeout",
        "TRACKING_DRAIN_TIMEOUT",
        Server.DrainTimeout,
        "Seconds that requests under way get to finish at a stop.");

    public IReadOnlyList<Option> Options =>
    [
        _connections, _requests, _queue, _message, _memory, _artifact, _timeout, _headers, _idle, _rate, _drainDelay,
        _drain,
    ];

    public TrackingServerOptions Apply(TrackingServerOptions options, ParseResult parsed) => options with
    {
        MaxConnections = parsed.GetValue(_connections),
        MaxMessageBytes = parsed.GetValue(_message),
        MaxArtifactBytes = parsed.GetValue(_artifact),
        DrainDelay = TimeSpan.FromSeconds(parsed.GetValue(_drainDelay)),
        DrainTimeout = TimeSpan.FromSeconds(parsed.GetValue(_drain)),
        Limits = options.Limits with
        {
            ConcurrentRequests = parsed.GetValue(_requests),
            QueuedRequests = parsed.GetValue(_queue),
            BodyMemoryBytes = parsed.GetValue(_memory),
            RequestTimeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            HeadersTimeout = TimeSpan.FromSeconds(parsed.GetValue(_headers)),
            IdleTimeout = TimeSpan.FromSeconds(parsed.GetValue(_idle)),
            MinDataRate = parsed.GetValue(_rate),
        },
    };
}
