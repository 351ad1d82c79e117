using System.Text;

namespace Tracking.Stores.Search.Sql;

/// <summary>Compares positions as the database orders the columns they stand for.</summary>
internal sealed class PositionOrder(IReadOnlyList<SortColumn> columns) : IComparer<SortedRow>
{
    public int Compare(SortedRow x, SortedRow y)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            // A value is null only where the rank before it is the same in both.
            if (x.Position[i] is { } left && y.Position[i] is { } right
                && Compare(columns[i].Type, left, right) is var order and not 0)
            {
                return columns[i].Descending ? -order : order;
            }
        }

        return 0;
    }

    private static int Compare(SortType type, string left, string right) => type switch
    {
        SortType.Integer => TokenNumber.Parse(left).CompareTo(TokenNumber.Parse(right)),
        SortType.Real => TokenNumber.ParseReal(left).CompareTo(TokenNumber.ParseReal(right)),

        // Databases compare bytes; UTF-16 puts some characters elsewhere.
        _ => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)),
    };
}
