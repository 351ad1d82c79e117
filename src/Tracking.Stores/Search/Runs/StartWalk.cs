using System.Globalization;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>Runs in default order. A position is (start, id).</summary>
internal sealed class StartWalk(RunWalkContext context) : RunWalk(context)
{
    public IReadOnlyList<SortedRow> Read(IReadOnlyList<string?>? after, int limit) => ReadByStart(
        "TRUE",
        Context.Parameters.Copy(),
        after is null ? null : StartPosition.Parse(after[0], after[1]),
        limit,
        statement => new SortedRow(
            statement.Int64(0),
            [statement.Int64(2).ToString(CultureInfo.InvariantCulture), statement.Text(3)]));
}
