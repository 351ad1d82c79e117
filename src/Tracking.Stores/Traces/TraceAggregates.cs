using System.Globalization;
using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Paging;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>One query of traces/metrics against one snapshot.</summary>
internal sealed class TraceAggregates(StoreSession session, TraceEntitySql entity, TraceMetricQuery query)
{
    /// <summary>Values of one group that are held to find its percentiles.</summary>
    private const int SampleMax = 10_000_000;

    private readonly int _groupColumns = query.Dimensions.Count + (query.Scope.IntervalMs is null ? 0 : 1);

    private string Groups => string.Join(", ", Enumerable.Range(0, _groupColumns).Select(i => $"g{i}"));

    /// <summary>
    /// Groups are few and made anew for each page, so a token is the number of groups before the page.
    /// </summary>
    public Page<TraceMetricGroup> ReadPage()
    {
        var fingerprint = PageToken.FingerprintOf(
            "trace-metrics", JsonKeys.Of(query.ExperimentIds), query.View.ToString(), query.Metric,
            string.Join(',', query.Dimensions), query.Scope.IntervalMs?.ToString(CultureInfo.InvariantCulture) ?? "",
            string.Join(',', query.Scope.Filters.Select(PredicateText.Of)));
        var skipped = PageToken.Decode(query.PageToken, fingerprint, 1) is [var text]
            ? checked((int)Search.TokenNumber.Parse(text))
            : 0;
        var groups = ReadGroups(skipped);
        var items = groups.Take(query.MaxResults).ToList();
        var next = groups.Count > query.MaxResults
            ? new PageToken(fingerprint, [(skipped + query.MaxResults).ToString(CultureInfo.InvariantCulture)]).Encode()
            : null;
        return new Page<TraceMetricGroup>(items, next);
    }

    private List<TraceMetricGroup> ReadGroups(int skipped)
    {
        var parameters = new SqlParameters();
        var rows = new TraceMetricSql(session, entity, query, parameters).Write();
        var grouping = _groupColumns == 0 ? "" : $"GROUP BY {Groups} HAVING count(v) > 0 ORDER BY {Groups}";
        var lead = _groupColumns == 0 ? "" : Groups + ", ";
        using var statement = session.Prepare($"""
            SELECT {lead}count(v), sum(v), avg(v), min(v), max(v) FROM ({rows}) r {grouping}
            LIMIT {parameters.Add((long)query.MaxResults + 1)} OFFSET {parameters.Add((long)skipped)}
            """);
        parameters.BindTo(statement);
        var groups = new List<TraceMetricGroup>();
        while (statement.Step())
        {
            // All traces are one group, in which nothing may have been measured.
            if (statement.Int64(_groupColumns) > 0)
            {
                groups.Add(ReadGroup(statement));
            }
        }

        var hasPercentiles = query.Aggregations.Any(a => a.Kind == TraceAggregationKind.Percentile);
        return hasPercentiles && groups.Count > 0 ? WithPercentiles(groups) : groups;
    }

    private TraceMetricGroup ReadGroup(StoreStatement row)
    {
        var (bucket, dimensions) = ReadKey(row);
        return new TraceMetricGroup(bucket, dimensions, [.. query.Aggregations.Select(a => a.Kind switch
        {
            TraceAggregationKind.Count => row.Int64(_groupColumns),
            TraceAggregationKind.Sum => row.Double(_groupColumns + 1),
            TraceAggregationKind.Average => row.Double(_groupColumns + 2),
            TraceAggregationKind.Minimum => row.Double(_groupColumns + 3),
            TraceAggregationKind.Maximum => row.Double(_groupColumns + 4),
            _ => (double?)null,
        })]);
    }

    private (long? Bucket, string[] Dimensions) ReadKey(StoreStatement row)
    {
        var lead = query.Scope.IntervalMs is null ? 0 : 1;
        return (
            lead == 0 ? null : row.Int64(0),
            [.. Enumerable.Range(lead, query.Dimensions.Count).Select(row.Text)]);
    }

    /// <summary>Reads the values in order, group by group, and fills in the percentiles.</summary>
    private List<TraceMetricGroup> WithPercentiles(List<TraceMetricGroup> groups)
    {
        var parameters = new SqlParameters();
        var rows = new TraceMetricSql(session, entity, query, parameters).Write();
        var order = _groupColumns == 0 ? "v" : Groups + ", v";
        using var statement = session.Prepare($"SELECT * FROM ({rows}) r WHERE v IS NOT NULL ORDER BY {order}");
        parameters.BindTo(statement);
        var samples = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        while (statement.Step())
        {
            var (bucket, dimensions) = ReadKey(statement);
            var key = KeyOf(bucket, dimensions);
            if (!samples.TryGetValue(key, out var values))
            {
                samples.Add(key, values = []);
            }

            if (values.Count == SampleMax)
            {
                throw ParameterErrors.Invalid(
                    $"A group has more than {SampleMax} values, too many for percentiles. Narrow the time or filters.");
            }

            values.Add(statement.Double(_groupColumns));
        }

        return [.. groups.Select(group => group with
        {
            Values = [.. group.Values.Zip(query.Aggregations, (value, aggregation) =>
                aggregation.Percentile is { } percentile && aggregation.Kind == TraceAggregationKind.Percentile
                    ? Percentile(samples[KeyOf(group.BucketMs, group.Dimensions)], percentile)
                    : value)],
        })];
    }

    /// <summary>Between two values it is where it would be on the line from one to the other.</summary>
    private static double Percentile(List<double> sorted, double percentile)
    {
        var place = percentile / 100 * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private static string KeyOf(long? bucket, IReadOnlyList<string> dimensions) =>
        PageToken.FingerprintOf([bucket?.ToString(CultureInfo.InvariantCulture) ?? "", .. dimensions]);
}
