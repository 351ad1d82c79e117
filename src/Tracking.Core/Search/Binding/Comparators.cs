namespace Tracking.Core.Search.Binding;

/// <summary>The comparators of filters, by how they are written.</summary>
internal static class Comparators
{
    /// <summary>Null if fields of the type have no such comparator.</summary>
    public static ComparisonOperator? Find(string comparator, FieldType type) => comparator switch
    {
        "=" => ComparisonOperator.Equal,
        "!=" => ComparisonOperator.NotEqual,
        _ when type == FieldType.Number => comparator switch
        {
            ">" => ComparisonOperator.Greater,
            ">=" => ComparisonOperator.GreaterOrEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            _ => null,
        },
        "LIKE" => ComparisonOperator.Like,
        "NOT LIKE" => ComparisonOperator.NotLike,
        "ILIKE" => ComparisonOperator.ILike,
        "NOT ILIKE" => ComparisonOperator.NotILike,
        "RLIKE" => ComparisonOperator.RLike,
        "NOT RLIKE" => ComparisonOperator.NotRLike,
        _ => null,
    };

    public static ComparisonOperator Opposite(ComparisonOperator comparator) => comparator switch
    {
        ComparisonOperator.Equal => ComparisonOperator.NotEqual,
        ComparisonOperator.NotEqual => ComparisonOperator.Equal,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.Less,
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Like => ComparisonOperator.NotLike,
        ComparisonOperator.NotLike => ComparisonOperator.Like,
        ComparisonOperator.ILike => ComparisonOperator.NotILike,
        ComparisonOperator.NotILike => ComparisonOperator.ILike,
        ComparisonOperator.RLike => ComparisonOperator.NotRLike,
        ComparisonOperator.NotRLike => ComparisonOperator.RLike,
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, "An unknown comparator."),
    };
}
