using System.Globalization;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// Runs ordered by a field that an index holds and then by anything. Runs of equal value are a group, which is read in
/// the order of what follows the field: a small group is sorted, a large one is a search of its own. So no page costs
/// more than its own length, whether values are all different or all alike.
/// </summary>
/// <param name="reader">Reads large groups.</param>
/// <param name="context">The search.</param>
/// <param name="field">What is walked.</param>
/// <param name="rest">The terms that follow it.</param>
internal class GroupedWalk(
    RunReader reader, RunWalkContext context, WalkedField field, IReadOnlyList<FieldOrder> rest)
{
    public IReadOnlyList<SortedRow> Read(IReadOnlyList<string?>? after, int limit)
    {
        var first = after is null || !field.HasRank ? SortSql.PresentRank : TokenNumber.Parse(after[0]);
        var rows = new List<SortedRow>();
        foreach (var phase in field.Phases.Where(phase => phase.Rank >= first))
        {
            var begin = phase.Rank == first ? after : null;
            var tail = begin?.Skip(field.Width).ToList();
            var room = limit - rows.Count;
            rows.AddRange(phase.Kind switch
            {
                FieldPhaseKind.Values => ReadValues(begin, room),
                FieldPhaseKind.Null => Placed(phase.Rank, null, ReadGroup(null, tail, room)),
                _ => Placed(phase.Rank, null, reader.Read(context.And(field.MissingOfRun), rest, tail, room)),
            });
            if (rows.Count == limit)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>The runs that have a value, after a whole position.</summary>
    protected virtual IReadOnlyList<SortedRow> ReadValues(IReadOnlyList<string?>? after, int limit)
    {
        var rows = new List<SortedRow>();
        string? reached = null;
        if (after is not null)
        {
            reached = after[field.Width - 1] ?? throw PageToken.InvalidValue(null);
            rows.AddRange(ReadValue(reached, [.. after.Skip(field.Width)], limit));
        }

        if (field.FewValues is { } values)
        {
            foreach (var value in reached is null ? values : values.SkipWhile(value => value != reached).Skip(1))
            {
                rows.AddRange(rows.Count == limit ? [] : ReadValue(value, null, limit - rows.Count));
            }
        }
        else if (rows.Count < limit)
        {
            // The groups before the one on which the page ends fit into it; that one may be of any size.
            var end = ValueAt(reached, limit - rows.Count - 1);
            rows.AddRange(ReadBetween(reached, end, limit - rows.Count));
            rows.AddRange(end is null ? [] : ReadValue(end, null, limit - rows.Count));
        }

        return rows;
    }

    private IEnumerable<SortedRow> ReadValue(string value, IReadOnlyList<string?>? tail, int limit) =>
        Placed(SortSql.PresentRank, value, ReadGroup(value, tail, limit));

    private IReadOnlyList<SortedRow> ReadGroup(string? value, IReadOnlyList<string?>? after, int limit)
    {
        if (field.IndexedStart is { } start && RunOrder.IsNewestFirst(rest))
        {
            return ReadNewest(value, start, after, limit);
        }

        if (!IsSmall(value, limit))
        {
            return reader.Read(context.And(parameters => field.OfRun(value, parameters)), rest, after, limit);
        }

        var parameters = context.Parameters.Copy();
        return Sort(field.Is(value, parameters), reader.SmallGroups.MaxFor(limit), [], parameters)
            .Read(context.Session, after, limit);
    }

    /// <summary>The index itself has the order of the group.</summary>
    private IReadOnlyList<SortedRow> ReadNewest(
        string? value, string start, IReadOnlyList<string?>? after, int limit)
    {
        var parameters = context.Parameters.Copy();
        var group = field.Is(value, parameters);
        var beyond = after is null ? "TRUE" : StartPosition.Parse(after[0], after[1]).Beyond(start, parameters);
        var count = parameters.Add((long)limit);
        var walks = field.Arms(context, parameters).Select(arm => $"""
            SELECT r.run_key AS run_key, {start} AS start_ms, r.run_id AS run_id FROM {arm.From}
            WHERE {arm.Where} AND {group} AND {beyond} AND {context.FilterSql}
            ORDER BY {start} DESC, r.run_id LIMIT {count}
            """);
        return RunWalk.Read(
            context.Session,
            RunWalk.Merge([.. walks], "start_ms DESC, run_id", count),
            parameters,
            row => new SortedRow(row.Int64(0), [row.Int64(1).ToString(CultureInfo.InvariantCulture), row.Text(2)]));
    }

    /// <summary>The value of the match with this many matches before it; null if there is no such match.</summary>
    private string? ValueAt(string? reached, int offset)
    {
        var value = ValueAt(reached, offset, field.IndexedOrder);
        return value is null || field.IsWholeInIndex(value) ? value : ValueAt(reached, offset, field.FullOrder);
    }

    private string? ValueAt(string? reached, int offset, string indexOrder)
    {
        var parameters = context.Parameters.Copy();
        var range = field.Between(reached, before: null, parameters);
        var count = parameters.Add(offset + 1L);
        var walks = field.Arms(context, parameters).Select(arm => $"""
            SELECT {field.Value.Expression} AS value FROM {arm.From}
            WHERE {arm.Where} AND {range} AND {context.FilterSql} ORDER BY {indexOrder} LIMIT {count}
            """);
        var order = $"value {field.Value.Direction}";
        using var statement = context.Session.Prepare(
            $"SELECT value FROM ({RunWalk.Merge([.. walks], order, count)}) merged " +
            $"ORDER BY {order} LIMIT 1 OFFSET {parameters.Add((long)offset)}");
        parameters.BindTo(statement);
        return statement.Step() ? field.Value.Read(statement, 0) : null;
    }

    private IEnumerable<SortedRow> ReadBetween(string? reached, string? end, int limit)
    {
        var parameters = context.Parameters.Copy();
        var value = field.Value with { Expression = "w.value" };
        var rows = Sort(field.Between(reached, end, parameters), limit, [value], parameters)
            .Read(context.Session, after: null, limit);
        return field.HasRank
            ? rows.Select(row => row with { Position = [$"{SortSql.PresentRank}", .. row.Position] })
            : rows;
    }

    /// <summary>
    /// Sorts what a walk gives, which is no more than the bound. Stated, the bound keeps a planner on the index, which
    /// it would leave where it takes a range for a large one.
    /// </summary>
    private SortedSearch Sort(
        string condition, long most, IReadOnlyList<SortColumn> before, SqlParameters parameters)
    {
        var count = parameters.Add(most);
        var walks = field.Arms(context, parameters).Select(arm => $"""
            SELECT r.run_key AS run_key, {field.Value.Expression} AS value FROM {arm.From}
            WHERE {arm.Where} AND {condition} AND {context.FilterSql} ORDER BY {field.IndexedOrder} LIMIT {count}
            """);
        var merged = RunWalk.Merge([.. walks], $"value {field.Value.Direction}", count);
        return new SortedSearch(
            "r.run_key",
            $"({merged}) w {context.Session.Search.OrderedJoin} run r ON r.run_key = w.run_key",
            "TRUE",
            [.. before, .. reader.Columns(context.Session, rest, parameters)],
            parameters);
    }

    private bool IsSmall(string? value, int limit)
    {
        var most = reader.SmallGroups.MaxFor(limit);
        var parameters = new SqlParameters();
        var (from, where) = field.Entries(context, parameters);
        using var statement = context.Session.Prepare(
            $"SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {where} AND {field.Is(value, parameters)} " +
            $"LIMIT {parameters.Add(most + 1)}) probed");
        parameters.BindTo(statement);
        return statement.SingleInt64() <= most;
    }

    private IEnumerable<SortedRow> Placed(int rank, string? value, IReadOnlyList<SortedRow> rows)
    {
        string?[] place = field.HasRank ? [rank.ToString(CultureInfo.InvariantCulture), value] : [value];
        return rows.Select(row => row with { Position = [.. place, .. row.Position] });
    }
}
