using System.Globalization;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// Runs ordered by a field that may be missing, phase after phase: each phase is an index walk, where one statement for
/// all of them would sort every match. A position is (phase, value, start, id).
/// </summary>
internal abstract class PhasedWalk(RunWalkContext context) : RunWalk(context)
{
    /// <summary>The phases that can hold matches, in order.</summary>
    protected abstract IEnumerable<int> Phases { get; }

    public IReadOnlyList<SortedRow> Read(IReadOnlyList<string?>? after, int limit)
    {
        var first = after is null ? SortSql.PresentRank : TokenNumber.Parse(after[0]);
        var rows = new List<SortedRow>();
        foreach (var phase in Phases.Where(phase => phase >= first))
        {
            rows.AddRange(ReadPhase(phase, phase == first ? after : null, limit - rows.Count));
            if (rows.Count == limit)
            {
                break;
            }
        }

        return rows;
    }

    protected abstract IReadOnlyList<SortedRow> ReadPhase(int phase, IReadOnlyList<string?>? after, int limit);

    /// <summary>The runs without the field, in default order.</summary>
    protected IReadOnlyList<SortedRow> ReadMissing(
        int phase, string table, long keyId, IReadOnlyList<string?>? after, int limit)
    {
        var parameters = Context.Parameters.Copy();
        var key = parameters.Add(keyId);
        return ReadByStart(
            $"(SELECT 1 FROM {table} x WHERE x.run_key = r.run_key AND x.key_id = {key}) IS NULL",
            parameters,
            PositionOf(after),
            limit,
            statement => RowOf(statement, phase, null));
    }

    protected static StartPosition? PositionOf(IReadOnlyList<string?>? after) =>
        after is null ? null : StartPosition.Parse(after[2], after[3]);

    protected static SortedRow RowOf(StoreStatement statement, int phase, string? value) => new(
        statement.Int64(0),
        [
            phase.ToString(CultureInfo.InvariantCulture),
            value,
            statement.Int64(2).ToString(CultureInfo.InvariantCulture),
            statement.Text(3),
        ]);
}
