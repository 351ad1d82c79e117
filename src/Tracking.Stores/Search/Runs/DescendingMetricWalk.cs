using System.Globalization;
using Tracking.Core.Search.Ordering;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// Runs by a metric, highest first and newest first among equals: the index backwards, so that one statement reads the
/// numbers.
/// </summary>
internal sealed class DescendingMetricWalk(
    RunReader reader, RunWalkContext context, MetricField field, IReadOnlyList<FieldOrder> rest)
    : GroupedWalk(reader, context, field, rest)
{
    private readonly RunWalkContext _context = context;

    protected override IReadOnlyList<SortedRow> ReadValues(IReadOnlyList<string?>? after, int limit)
    {
        var parameters = _context.Parameters.Copy();
        var range = field.Between(after: null, before: null, parameters);
        var beyond = after is null ? "TRUE" : Beyond(after, parameters);
        var count = parameters.Add((long)limit);
        var walks = field.Arms(_context, parameters).Select(arm => $"""
            SELECT r.run_key AS run_key, m.value AS value, m.start_ms AS start_ms, r.run_id AS run_id FROM {arm.From}
            WHERE {arm.Where} AND {range} AND {beyond} AND {_context.FilterSql}
            ORDER BY m.value DESC, m.start_ms DESC, r.run_id LIMIT {count}
            """);
        return RunWalk.Read(
            _context.Session,
            RunWalk.Merge([.. walks], "value DESC, start_ms DESC, run_id", count),
            parameters,
            row => new SortedRow(
                row.Int64(0),
                [$"{SortSql.PresentRank}", field.Value.Read(row, 1), StartOf(row.Int64(2)), row.Text(3)]));
    }

    /// <summary>
    /// A row value is one bound of the index; spelled out with OR, a walk would begin at the group's start.
    /// </summary>
    private static string Beyond(IReadOnlyList<string?> after, SqlParameters parameters)
    {
        var value = parameters.Add(TokenNumber.ParseReal(after[1]));
        var start = parameters.Add(TokenNumber.Parse(after[2]));
        var id = parameters.Add(after[3]);
        return $"(m.value, m.start_ms) <= ({value}, {start}) " +
            $"AND NOT (m.value = {value} AND m.start_ms = {start} AND r.run_id <= {id})";
    }

    private static string StartOf(long startMs) => startMs.ToString(CultureInfo.InvariantCulture);
}
