using System.Globalization;
using Tracking.Core.Metrics;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Search;

namespace Tracking.Stores.Metrics;

/// <summary>Reads a page of a history.</summary>
internal static class HistoryReader
{
    // Blocks are ordered by step first: one whose last time is the given time may still end before the given step.
    private const string SelectParts = """
        SELECT block_id, min_ms, first_step, first_ms, first_order FROM metric_block
        WHERE series_id = ?1 AND (max_ms > ?2 OR max_ms = ?2 AND last_step >= ?3)
        """;

    /// <param name="source">The series, in one snapshot.</param>
    /// <param name="fingerprint">Of the run and the key: a token of another history is refused.</param>
    /// <param name="maxResults">At least 1; null is all.</param>
    /// <param name="pageToken">Where the page before ended.</param>
    public static Page<MetricPoint> Read(
        SeriesSource source, string fingerprint, int? maxResults, string? pageToken)
    {
        MetricPoint? after = PageToken.Decode(pageToken, fingerprint, valueCount: 3) is { } values
            ? PointOrder.Point(TokenNumber.Parse(values[1]), TokenNumber.Parse(values[0]), TokenNumber.Parse(values[2]))
            : null;
        var tail = source.ReadTail();
        var merge = new HistoryMerge(
            PartsOf(source, tail, after), part => part.BlockId is { } id ? source.ReadBlock(id) : tail, after);
        var max = maxResults ?? int.MaxValue;
        var points = merge.Take(max);
        var hasMore = points.Count == max && merge.Take(1).Count > 0;
        return new Page<MetricPoint>(points, hasMore ? TokenOf(points[^1], fingerprint) : null);
    }

    private static List<HistoryPart> PartsOf(SeriesSource source, MetricPoint[] tail, MetricPoint? after)
    {
        var parts = new List<HistoryPart>();
        var row = source.Session.Statement(SelectParts)
            .Bind(1, source.SeriesId)
            .Bind(2, after?.TimestampMs ?? long.MinValue)
            .Bind(3, after?.Step ?? long.MinValue);
        while (row.Step())
        {
            var first = PointOrder.Point(row.Int64(2), row.Int64(3), row.Int64(4));
            parts.Add(new HistoryPart(BoundOf(row.Int64(1), first), row.Int64(0)));
        }

        if (tail.Length > 0)
        {
            parts.Add(new HistoryPart(tail.Min(HistoryOrder.Instance), BlockId: null));
        }

        parts.Sort(static (left, right) => HistoryOrder.Instance.Compare(left.From, right.From));
        return parts;
    }

    /// <summary>
    /// No point of the block comes before it. Where all times are equal it is the first point itself, so that one block
    /// at a time is open.
    /// </summary>
    private static MetricPoint BoundOf(long fromMs, MetricPoint first) => first.TimestampMs == fromMs
        ? first
        : new MetricPoint(first.Step, fromMs, double.NegativeInfinity);

    private static string TokenOf(MetricPoint last, string fingerprint)
    {
        string[] position =
        [
            last.TimestampMs.ToString(CultureInfo.InvariantCulture),
            last.Step.ToString(CultureInfo.InvariantCulture),
            MetricPoint.OrderOf(last.Value).ToString(CultureInfo.InvariantCulture),
        ];
        return new PageToken(fingerprint, position).Encode();
    }
}
