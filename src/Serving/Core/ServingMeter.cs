using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracking.Serving.Core;

/// <summary>
/// The instruments of the meter Tracking.Serving: per model and version the requests, batches, queues and loads of this
/// host. Costs next to nothing while nobody listens. Thread-safe.
/// </summary>
internal sealed class ServingMeter : IDisposable
{
    private static readonly double[] Seconds =
    [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ];

    private static readonly double[] Rows = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384];

    private static readonly string[] Reasons = NamesOf<DispatchReason>();
    private static readonly string[] Outcomes = NamesOf<RequestOutcome>();

    private readonly Meter _meter = new(ServingTelemetry.Name);
    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _queue;
    private readonly Histogram<double> _infer;
    private readonly Histogram<int> _rows;
    private readonly Counter<long> _dispatches;
    private readonly Counter<long> _loads;
    private readonly Counter<long> _configurations;

    /// <param name="queueLengths">Gives the number of requests that wait, per model; asked when somebody reads.</param>
    public ServingMeter(Func<IEnumerable<Measurement<int>>> queueLengths)
    {
        _requests = Durations(
            "tracking.serving.request.duration", "Requests by outcome, from arrival at the model to its answer.");
        _queue = Durations("tracking.serving.queue.duration", "Time that requests waited to be joined.");
        _infer = Durations("tracking.serving.execution.duration", "Runs of the model.");
        _rows = _meter.CreateHistogram(
            "tracking.serving.execution.rows",
            "{row}",
            "Rows per run of the model.",
            tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [.. Rows.Select(bound => (int)bound)] });
        _dispatches = _meter.CreateCounter<long>("tracking.serving.dispatches", "{dispatch}", "Dispatches by reason.");
        _loads = _meter.CreateCounter<long>("tracking.serving.loads", "{load}", "Loads of models by outcome.");
        _configurations = _meter.CreateCounter<long>(
            "tracking.serving.configurations", "{edit}", "Edits of the configuration file by outcome.");
        _meter.CreateObservableGauge("tracking.serving.queue.length", queueLengths, "{request}", "Requests that wait.");
    }

    /// <summary>The instance, so that a listener can tell the meters of several hosts in one process apart.</summary>
    public Meter Meter => _meter;

    public void Answered(MeterTags model, RequestOutcome outcome, TimeSpan whole)
    {
        if (_requests.Enabled)
        {
            _requests.Record(whole.TotalSeconds, model.With("outcome", Outcomes[(int)outcome]));
        }
    }

    public void Waited(MeterTags model, TimeSpan waited)
    {
        if (_queue.Enabled)
        {
            _queue.Record(waited.TotalSeconds, model.Plain());
        }
    }

    public void Executed(MeterTags model, in ExecutionTiming ran)
    {
        if (_rows.Enabled || _infer.Enabled)
        {
            _rows.Record(ran.Rows, model.Plain());
            _infer.Record(ran.Infer.TotalSeconds, model.Plain());
        }
    }

    public void Dispatched(MeterTags model, DispatchReason reason)
    {
        if (_dispatches.Enabled)
        {
            _dispatches.Add(1, model.With("reason", Reasons[(int)reason]));
        }
    }

    public void Loaded(MeterTags model, bool succeeded)
    {
        if (_loads.Enabled)
        {
            _loads.Add(1, model.With("outcome", succeeded ? "success" : "fail"));
        }
    }

    public void Configured(bool succeeded) =>
        _configurations.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "success" : "fail"));

    public void Dispose() => _meter.Dispose();

    /// <summary>Upper bounds of the buckets that an instrument's values are counted in.</summary>
    public static IReadOnlyList<double> BoundsOf(Instrument instrument) => instrument.Unit == "s" ? Seconds : Rows;

    /// <summary>As figures and spans have it.</summary>
    public static string NameOf(DispatchReason reason) => Reasons[(int)reason];

    // Without the advice a collector would count by bounds that are made for milliseconds.
    private Histogram<double> Durations(string name, string description) => _meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static string[] NamesOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}

/// <summary>The tags that every figure of one version of a model carries.</summary>
internal sealed class MeterTags(string name, string? version)
{
    private readonly KeyValuePair<string, object?> _model = new("model", name);
    private readonly KeyValuePair<string, object?> _version = new("version", version ?? string.Empty);

    public TagList Plain() => [_model, _version];

    public TagList With(string key, string value) => [_model, _version, new(key, value)];
}
