using System.CommandLine;
using Tracking.Serving;

namespace Tracking.Cli.Commands.Serve;

/// <summary>What callers may take of the serve host, and how it stops.</summary>
internal sealed class ServeLimitSettings
{
    private static readonly ServingLimits Limits = new();
    private static readonly ServingOptions Defaults = new();

    private readonly Option<long> _body = EnvironmentNumber.Whole(
        "--max-body-bytes", "TRACKING_SERVE_MAX_BODY_BYTES", Defaults.MaxBodyBytes, "Largest request body.");

    private readonly Option<int> _rows = EnvironmentNumber.Count(
        "--max-batch-rows", "TRACKING_SERVE_MAX_BATCH_ROWS", Limits.BatchRows, "Most rows of one request.");

    private readonly Option<long> _elements = EnvironmentNumber.Whole(
        "--max-tensor-elements",
        "TRACKING_SERVE_MAX_TENSOR_ELEMENTS",
        Limits.TensorElements,
        "Most elements of all inputs of one request.");

    private readonly Option<int> _connections = EnvironmentNumber.Count(
        "--max-connections", "TRACKING_SERVE_MAX_CONNECTIONS", Limits.Connections, "Connections at the same time.");

    private readonly Option<int> _requests = EnvironmentNumber.Count(
        "--max-requests",
        "TRACKING_SERVE_MAX_REQUESTS",
        Limits.ConcurrentRequests,
        "Scoring requests that are worked on at the same time.");

    private readonly Option<int> _queue = EnvironmentNumber.Count(
        "--max-queued-requests",
        "TRACKING_SERVE_MAX_QUEUED_REQUESTS",
        Limits.QueuedRequests,
        "Scoring requests that wait for their turn; more get 503.");

    private readonly Option<int> _perModel = EnvironmentNumber.Count(
        "--max-requests-per-model",
        "TRACKING_SERVE_MAX_REQUESTS_PER_MODEL",
        Limits.ConcurrentRequestsPerModel,
        "Requests that one model works on at the same time; as many again wait. 0 sets no limit.");

    private readonly Option<double> _headers = EnvironmentNumber.Seconds(
        "--headers-timeout",
        "TRACKING_SERVE_HEADERS_TIMEOUT",
        Limits.HeadersTimeout,
        "Seconds that a request's headers may take.");

    private readonly Option<double> _idle = EnvironmentNumber.Seconds(
        "--idle-timeout",
        "TRACKING_SERVE_IDLE_TIMEOUT",
        Limits.IdleTimeout,
        "Seconds that a connection may stay open unused.");

    private readonly Option<int> _rate = EnvironmentNumber.Count(
        "--min-data-rate",
        "TRACKING_SERVE_MIN_DATA_RATE",
        Limits.MinDataRate,
        "Bytes per second below which a client is cut off; 0 allows any pace.");

    private readonly Option<double> _drainDelay = EnvironmentNumber.Seconds(
        "--drain-delay",
        "TRACKING_SERVE_DRAIN_DELAY",
        Defaults.DrainDelay,
        "Seconds to go on serving after a stop signal, while readiness fails.");

    private readonly Option<double> _drain = EnvironmentNumber.Seconds(
        "--drain-timeout",
        "TRACKING_SERVE_DRAIN_TIMEOUT",
        Defaults.DrainTimeout,
        "Seconds that requests under way get to finish at a stop.");

    public IReadOnlyList<Option> Options =>
    [
        _body, _rows, _elements, _connections, _requests, _queue, _perModel, _headers, _idle, _rate, _drainDelay,
        _drain,
    ];

    /// <summary>Puts what was stated into the options.</summary>
    public void Apply(ServingOptions options, ParseResult parsed)
    {
        options.MaxBodyBytes = parsed.Stated(_body, options.MaxBodyBytes);
        options.DrainDelay = parsed.Stated(_drainDelay, options.DrainDelay);
        options.DrainTimeout = parsed.Stated(_drain, options.DrainTimeout);
        var limits = options.Limits;
        options.Limits = limits with
        {
            BatchRows = parsed.Stated(_rows, limits.BatchRows),
            TensorElements = parsed.Stated(_elements, limits.TensorElements),
            Connections = parsed.Stated(_connections, limits.Connections),
            ConcurrentRequests = parsed.Stated(_requests, limits.ConcurrentRequests),
            QueuedRequests = parsed.Stated(_queue, limits.QueuedRequests),
            ConcurrentRequestsPerModel = parsed.Stated(_perModel, limits.ConcurrentRequestsPerModel),
            HeadersTimeout = parsed.Stated(_headers, limits.HeadersTimeout),
            IdleTimeout = parsed.Stated(_idle, limits.IdleTimeout),
            MinDataRate = parsed.Stated(_rate, limits.MinDataRate),
        };
    }
}
