using System.Globalization;
using Tracking.Core.Metrics;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search;

namespace Tracking.Stores.Metrics;

/// <summary>Reads a page of a history.</summary>
internal static class HistoryReader
{
    private const string SelectParts = """
        SELECT min_ms, block_id FROM metric_block WHERE series_id = ? AND max_ms >= ? ORDER BY min_ms
        """;

    /// <param name="session">One snapshot.</param>
    /// <param name="seriesId">The series.</param>
    /// <param name="fingerprint">Of the run and the key: a token of another history is refused.</param>
    /// <param name="maxResults">At least 1; null is all.</param>
    /// <param name="pageToken">Where the page before ended.</param>
    public static Page<MetricPoint> Read(
        StoreSession session, long seriesId, string fingerprint, int? maxResults, string? pageToken)
    {
        MetricPoint? after = PageToken.Decode(pageToken, fingerprint, valueCount: 3) is { } values
            ? PointOrder.Point(TokenNumber.Parse(values[1]), TokenNumber.Parse(values[0]), TokenNumber.Parse(values[2]))
            : null;
        var merge = new HistoryMerge(PartsOf(session, seriesId, after?.TimestampMs ?? long.MinValue), after);
        var max = maxResults ?? int.MaxValue;
        var points = merge.Take(max);
        var hasMore = points.Count == max && merge.Take(1).Count > 0;
        return new Page<MetricPoint>(points, hasMore ? TokenOf(points[^1], fingerprint) : null);
    }

    private static List<(long FromMs, Func<MetricPoint[]> Read)> PartsOf(
        StoreSession session, long seriesId, long fromMs)
    {
        var parts = new List<(long FromMs, Func<MetricPoint[]> Read)>();
        var statement = session.Statement(SelectParts).Bind(1, seriesId).Bind(2, fromMs);
        while (statement.Step())
        {
            var blockId = statement.Int64(1);
            parts.Add((statement.Int64(0), () => SeriesBlocks.Read(session, blockId)));
        }

        if (SeriesRows.Read(session, seriesId).Tail is { Length: > 0 } tail)
        {
            var tailFromMs = tail.Min(point => point.TimestampMs);
            var place = parts.FindLastIndex(part => part.FromMs <= tailFromMs) + 1;
            parts.Insert(place, (tailFromMs, () => tail));
        }

        return parts;
    }

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
