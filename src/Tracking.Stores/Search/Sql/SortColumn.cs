using System.Globalization;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

internal enum SortType
{
    Integer,
    Real,
    Text,
}

/// <summary>
/// One expression of an ORDER BY. It is NULL only where a rank column before it sets those rows apart.
/// </summary>
internal sealed record SortColumn(string Expression, SortType Type, bool Descending)
{
    public string Direction => Descending ? "DESC" : "ASC";

    /// <summary>The column's value in the statement's current row, as page tokens keep it.</summary>
    public string? Read(StoreStatement statement, int column)
    {
        if (statement.IsNull(column))
        {
            return null;
        }

        return Type switch
        {
            SortType.Integer => statement.Int64(column).ToString(CultureInfo.InvariantCulture),
            SortType.Real => statement.Double(column).ToString("R", CultureInfo.InvariantCulture),
            _ => statement.Text(column),
        };
    }

    /// <summary>The placeholder of a value that came back in a token; it is not null.</summary>
    public string Add(string value, SqlParameters parameters) => Type switch
    {
        SortType.Integer => parameters.Add(TokenNumber.Parse(value)),
        SortType.Real => parameters.Add(TokenNumber.ParseReal(value)),
        _ => parameters.Add(value),
    };
}
