using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tracking.Server.Operations.Exposition;

/// <summary>An instrument with its series: at most so many, whatever is measured. Thread-safe.</summary>
internal sealed class MetricFamily
{
    private const int SeriesMax = 4_000;

    private static readonly IReadOnlyList<double> DefaultBounds =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly ConcurrentDictionary<TagSet, SampleSeries> _byTags = new(new TagSet.Comparer());
    private readonly ConcurrentDictionary<TagSet, SampleSeries>
        .AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;

    private readonly ConcurrentDictionary<string, SampleSeries> _byLabels = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string>? _tags;
    private readonly IReadOnlyList<double> _bounds;

    /// <param name="instrument">Whose measurements these are.</param>
    /// <param name="tags">The tags that become labels; all when null.</param>
    public MetricFamily(Instrument instrument, IReadOnlyList<string>? tags)
    {
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        _tags = tags;
        Type = TypeOf(instrument);
        _bounds = Type == MetricType.Histogram ? BoundsOf(instrument) : [];
        Unit = PrometheusNames.UnitOf(instrument.Unit);
        Name = PrometheusNames.NameOf(instrument.Name, Unit);
        Help = instrument.Description ?? "";
    }

    /// <summary>Without the suffix of a counter.</summary>
    public string Name { get; }

    /// <summary>Such as <c>seconds</c>; empty for none.</summary>
    public string Unit { get; }

    public string Help { get; }

    public MetricType Type { get; }

    public IEnumerable<SampleSeries> Series =>
        _byLabels.Values.OrderBy(series => series.Labels, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_lookup.TryGetValue(tags, out var series))
        {
            series = Add(tags);
        }

        series.Record(value);
    }

    private SampleSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_byTags.Count >= SeriesMax)
        {
            return _byLabels.GetOrAdd("otel_metric_overflow=\"true\"", Create);
        }

        var labels = PrometheusNames.LabelsOf(tags, _tags);
        var series = _byLabels.GetOrAdd(labels, Create);
        _lookup[tags] = series;
        return series;
    }

    private SampleSeries Create(string labels) => Type switch
    {
        MetricType.Histogram => new HistogramSeries(labels, _bounds),
        MetricType.Gauge or MetricType.ObservedCounter => new LastSeries(labels),
        _ => new SumSeries(labels),
    };

    private static MetricType TypeOf(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        return kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricType.ObservedCounter
            : kind.StartsWith("Counter", StringComparison.Ordinal) ? MetricType.Counter
            : kind.StartsWith("Histogram", StringComparison.Ordinal) ? MetricType.Histogram
            : kind.StartsWith("UpDownCounter", StringComparison.Ordinal) ? MetricType.Level
            : MetricType.Gauge;
    }

    private static IReadOnlyList<double> BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}

internal enum MetricType
{
    Counter,

    /// <summary>A counter that is read when it is shown.</summary>
    ObservedCounter,

    /// <summary>A sum that goes up and down.</summary>
    Level,

    /// <summary>A value that is read when it is shown.</summary>
    Gauge,

    Histogram,
}
