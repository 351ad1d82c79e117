using Tracking.Core.Search.Binding;

namespace Tracking.Stores.Search.Sql;

/// <summary>The conditions that every match of a filter meets.</summary>
internal static class Conjuncts
{
    public static IReadOnlyList<Predicate> Of(Predicate? filter) => filter switch
    {
        null => [],
        AndPredicate both => both.Terms,
        _ => [filter],
    };

    /// <summary>No match of the filter lacks the field.</summary>
    public static bool Require(Predicate? filter, Field field) => Of(filter).Any(term => term switch
    {
        ComparisonPredicate comparison => comparison.Field == field,
        InListPredicate list => list.Field == field,
        IsNullPredicate { Negated: true } isNull => isNull.Field == field,
        _ => false,
    });
}
