using Tracking.Core.Metrics;

namespace Tracking.Stores.Metrics;

/// <summary>Work on points that are sorted and distinct.</summary>
internal static class SortedPoints
{
    /// <summary>Sorts, and drops equal points; the array is left as it is when it is in order.</summary>
    public static MetricPoint[] From(MetricPoint[] points)
    {
        if (IsSorted(points))
        {
            return points;
        }

        Array.Sort(points);
        var count = 1;
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i] > points[count - 1])
            {
                points[count++] = points[i];
            }
        }

        return points[..count];
    }

    /// <summary>The union.</summary>
    public static MetricPoint[] Merge(ReadOnlySpan<MetricPoint> left, ReadOnlySpan<MetricPoint> right)
    {
        var merged = new MetricPoint[left.Length + right.Length];
        if (left.IsEmpty || right.IsEmpty || left[^1] < right[0])
        {
            left.CopyTo(merged);
            right.CopyTo(merged.AsSpan(left.Length));
            return merged;
        }

        int count = 0, l = 0, r = 0;
        while (l < left.Length && r < right.Length)
        {
            var order = left[l].CompareTo(right[r]);
            merged[count++] = order <= 0 ? left[l] : right[r];
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }

        left[l..].CopyTo(merged.AsSpan(count));
        count += left.Length - l;
        right[r..].CopyTo(merged.AsSpan(count));
        count += right.Length - r;
        return count == merged.Length ? merged : merged[..count];
    }

    /// <summary>How many points come before the first that is greater than the bound.</summary>
    public static int CountUpTo(ReadOnlySpan<MetricPoint> points, MetricPoint bound)
    {
        int low = 0, high = points.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (points[middle] <= bound)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static bool IsSorted(ReadOnlySpan<MetricPoint> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i] <= points[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
