namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>Sums of what was measured since the last point, by metric.</summary>
internal sealed class SystemSample
{
    private readonly Dictionary<string, Sum> _sums = new(StringComparer.Ordinal);
    private readonly string _prefix;

    /// <param name="nodeId">Stands in the names of the metrics; null for none.</param>
    internal SystemSample(string? nodeId) => _prefix = nodeId is null ? "system/" : $"system/{nodeId}/";

    internal void Add(string name, double value)
    {
        if (!_sums.TryGetValue(name, out var sum))
            _sums[name] = sum = new Sum(_prefix + name);
        sum.Total += value;
        sum.Count++;
    }

    /// <summary>The average of each metric that was measured, to one decimal; then starts anew.</summary>
    internal IReadOnlyList<KeyValuePair<string, double>> TakeAverages()
    {
        var averages = new List<KeyValuePair<string, double>>(_sums.Count);
        foreach (var sum in _sums.Values.Where(sum => sum.Count > 0))
        {
            averages.Add(KeyValuePair.Create(sum.FullName, Math.Round(sum.Total / sum.Count, 1)));
            (sum.Total, sum.Count) = (0, 0);
        }

        return averages;
    }

    private sealed class Sum(string fullName)
    {
        internal string FullName => fullName;

        internal double Total { get; set; }

        internal int Count { get; set; }
    }
}
