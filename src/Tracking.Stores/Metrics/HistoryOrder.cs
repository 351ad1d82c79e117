using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>The order in which histories are given out: time, step, value.</summary>
internal sealed class HistoryOrder : IComparer<MetricPoint>
{
    public static HistoryOrder Instance { get; } = new();

    public int Compare(MetricPoint x, MetricPoint y)
    {
        var byTime = x.TimestampMs.CompareTo(y.TimestampMs);
        return byTime != 0 ? byTime : x.CompareTo(y);
    }

    /// <summary>Sorts in place; nothing is done when the order is right, which is the normal case.</summary>
    public static void Sort(MetricPoint[] points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (Instance.Compare(points[i - 1], points[i]) > 0)
            {
                Array.Sort(points, Instance);
                return;
            }
        }
    }
}
