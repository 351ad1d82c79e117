using System.Text.RegularExpressions;
using Tracking.Core.Runs;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Stores.Contract.Search;

/// <summary>What a search means, run by run in memory: the measure of every store's search.</summary>
internal static class RunEvaluator
{
    public static IReadOnlyList<Run> Search(IEnumerable<Run> runs, Predicate? filter, IReadOnlyList<OrderTerm> order) =>
    [
        .. runs.Where(run => filter is null || Matches(run, filter))
            .Order(Comparer<Run>.Create((a, b) => Compare(a, b, order))),
    ];

    private static bool Matches(Run run, Predicate predicate) => predicate switch
    {
        AndPredicate both => both.Terms.All(term => Matches(run, term)),
        OrPredicate either => either.Terms.Any(term => Matches(run, term)),
        IsNullPredicate isNull => Values(run, isNull.Field).Any() == isNull.Negated,
        InListPredicate list =>
            Values(run, list.Field).Any(value => list.Values.Contains((string)value) != list.Negated),
        ComparisonPredicate comparison => Values(run, comparison.Field).Any(value => Matches(value, comparison)),
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate, null),
    };

    private static bool Matches(object value, ComparisonPredicate comparison)
    {
        if (comparison.Value is NumberOperand number)
        {
            // NaN is unequal to everything and has no other relation, as IEEE has it.
            var actual = (double)value;
            return comparison.Operator switch
            {
                ComparisonOperator.Equal => actual == number.Value,
                ComparisonOperator.NotEqual => actual != number.Value,
                ComparisonOperator.Greater => actual > number.Value,
                ComparisonOperator.GreaterOrEqual => actual >= number.Value,
                ComparisonOperator.Less => actual < number.Value,
                _ => actual <= number.Value,
            };
        }

        var (text, expected) = ((string)value, ((TextOperand)comparison.Value).Value);
        return comparison.Operator switch
        {
            ComparisonOperator.Equal => text == expected,
            ComparisonOperator.NotEqual => text != expected,
            ComparisonOperator.Like => IsLike(text, expected, RegexOptions.None),
            ComparisonOperator.NotLike => !IsLike(text, expected, RegexOptions.None),
            ComparisonOperator.ILike => IsLike(text, expected, RegexOptions.IgnoreCase),
            _ => !IsLike(text, expected, RegexOptions.IgnoreCase),
        };
    }

    private static bool IsLike(string text, string pattern, RegexOptions options)
    {
        var regex = Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace('_', '.');
        return Regex.IsMatch(text, $@"\A{regex}\z", options | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static int Compare(Run a, Run b, IReadOnlyList<OrderTerm> order)
    {
        foreach (var term in order.Cast<FieldOrder>())
        {
            var (left, right) = (Values(a, term.Field).SingleOrDefault(), Values(b, term.Field).SingleOrDefault());
            var result = Compare(left, right, term);
            if (result != 0)
            {
                return result;
            }
        }

        var byStart = b.Info.StartMs.CompareTo(a.Info.StartMs);
        return byStart != 0 ? byStart : string.CompareOrdinal(a.Info.RunId, b.Info.RunId);
    }

    private static int Compare(object? a, object? b, FieldOrder term)
    {
        var byRank = Rank(a).CompareTo(Rank(b));
        if (byRank != 0 || Rank(a) > 0)
        {
            return byRank;
        }

        var byValue = a is double number ? number.CompareTo((double)b!) : string.CompareOrdinal((string)a!, (string)b!);
        return term.Descending ? -byValue : byValue;
    }

    private static int Rank(object? value) => value switch
    {
        null => 2,
        double.NaN => 1,
        _ => 0,
    };

    private static IEnumerable<object> Values(Run run, Field field) => field.Kind switch
    {
        FieldKind.Metric => run.Metrics.Where(m => m.Key == field.Key).Select(m => (object)m.Point.Value),
        FieldKind.Param => run.Params.Where(p => p.Key == field.Key).Select(p => p.Value),
        FieldKind.Tag => run.Tags.Where(t => t.Key == field.Key).Select(t => t.Value),
        FieldKind.Dataset => run.DatasetInputs.SelectMany(input => DatasetValues(input, field.Key)),
        _ => Attribute(run.Info, field.Key) is { } value ? [value] : [],
    };

    private static IEnumerable<object> DatasetValues(DatasetInput input, string part) => part switch
    {
        "name" => [input.Dataset.Name],
        "digest" => [input.Dataset.Digest],
        _ => input.Tags.Where(t => t.Key == "mlflow.data.context").Select(t => t.Value),
    };

    private static object? Attribute(RunInfo info, string name) => name switch
    {
        "run_id" => info.RunId,
        "run_name" => info.Name,
        "status" => info.Status.ToString().ToUpperInvariant(),
        "artifact_uri" => info.ArtifactUri,
        "user_id" => info.UserId,
        "start_time" => (double)info.StartMs,
        "end_time" => (double?)info.EndMs,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
