using System.Globalization;

namespace Tracking.Server.ModelEndpoints.Figures;

/// <summary>What a serve host has counted since it started, read from its metrics page. Immutable.</summary>
internal sealed record HostTotals
{
    public static HostTotals Zero { get; } = new();

    public long Requests { get; private init; }

    public IReadOnlyDictionary<string, long> Errors { get; private init; } = new Dictionary<string, long>();

    public long ErrorCount { get; private init; }

    public IReadOnlyDictionary<string, long> Versions { get; private init; } = new Dictionary<string, long>();

    public long Rows { get; private init; }

    public long Executions { get; private init; }

    public long Waiting { get; private init; }

    /// <summary>Versions that were loaded.</summary>
    public long Loads { get; private init; }

    /// <summary>How often each version was loaded.</summary>
    public IReadOnlyDictionary<string, long> LoadedVersions { get; private init; } = new Dictionary<string, long>();

    /// <summary>Of answered requests, in seconds.</summary>
    public Buckets Durations { get; private init; } = Buckets.Empty;

    /// <summary>Rows per run of the model.</summary>
    public Buckets BatchRows { get; private init; } = Buckets.Empty;

    public static HostTotals Read(string page)
    {
        var lines = MetricLine.ReadAll(page).ToList();
        var errors = Sums(lines, "nv_inference_request_failure", "reason");
        return new HostTotals
        {
            Requests = Sum(lines, "nv_inference_request_success"),
            Errors = errors,
            ErrorCount = errors.Values.Sum(),
            Versions = Sums(lines, "nv_inference_request_success", "version"),
            Rows = Sum(lines, "nv_inference_count"),
            Executions = Sum(lines, "nv_inference_exec_count"),
            Waiting = Sum(lines, "nv_inference_pending_request_count"),
            Loads = Sum(lines.Where(IsSuccess), "tracking_serving_loads_total"),
            LoadedVersions = Sums(lines.Where(IsSuccess), "tracking_serving_loads_total", "version"),
            Durations = Histogram(
                lines.Where(IsSuccess), "tracking_serving_request_duration_seconds_bucket"),
            BatchRows = Histogram(lines, "tracking_serving_execution_rows_bucket"),
        };
    }

    /// <summary>The versions that took over since; what a host begins with is no swap.</summary>
    public IReadOnlyList<string> LoadedSince(HostTotals before) => before.Versions.Count == 0
        ? []
        : [.. LoadedVersions
            .Where(one => one.Value > before.LoadedVersions.GetValueOrDefault(one.Key))
            .Select(one => one.Key)];

    private static bool IsSuccess(MetricLine line) => line.Labels.GetValueOrDefault("outcome") == "success";

    private static long Sum(IEnumerable<MetricLine> lines, string name) =>
        lines.Where(line => line.Name == name).Sum(line => (long)line.Value);

    private static Dictionary<string, long> Sums(IEnumerable<MetricLine> lines, string name, string label) => lines
        .Where(line => line.Name == name)
        .GroupBy(line => line.Labels.GetValueOrDefault(label, ""), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(line => (long)line.Value), StringComparer.Ordinal);

    /// <summary>All versions together.</summary>
    private static Buckets Histogram(IEnumerable<MetricLine> lines, string name)
    {
        var counts = new SortedDictionary<double, long>();
        foreach (var line in lines.Where(line => line.Name == name))
        {
            var bound = line.Labels.GetValueOrDefault("le", "+Inf") is var text and not "+Inf"
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : double.PositiveInfinity;
            counts[bound] = counts.GetValueOrDefault(bound) + (long)line.Value;
        }

        return Buckets.Of(counts);
    }
}
