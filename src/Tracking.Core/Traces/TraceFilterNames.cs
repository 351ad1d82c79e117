using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Traces;

/// <summary>The names of traces/metrics' filters, which put all that is a trace's behind <c>trace.</c>.</summary>
internal static class TraceFilterNames
{
    private static readonly (string Prefix, string Entity)[] Moved =
        [("tag.", "tag"), ("tags.", "tag"), ("metadata.", "metadata")];

    /// <summary>
    /// Reads <c>trace.tag.team</c> as <c>tag.team</c>, and <c>trace.metadata.k</c> as <c>metadata.k</c>.
    /// </summary>
    public static FilterNode Normalise(FilterNode node) => node switch
    {
        AndNode both => both with { Left = Normalise(both.Left), Right = Normalise(both.Right) },
        OrNode either => either with { Left = Normalise(either.Left), Right = Normalise(either.Right) },
        NotNode not => not with { Operand = Normalise(not.Operand) },
        ComparisonNode comparison => comparison with { Field = Normalise(comparison.Field) },
        InNode list => list with { Field = Normalise(list.Field) },
        BetweenNode between => between with { Field = Normalise(between.Field) },
        IsNullNode isNull => isNull with { Field = Normalise(isNull.Field) },
        _ => node,
    };

    /// <exception cref="TrackingException">A field is of what the view does not look at.</exception>
    public static void RequireFieldsOf(Predicate predicate, TraceMetricView view)
    {
        foreach (var field in FieldsOf(predicate))
        {
            if (field.Kind == FieldKind.Span && view != TraceMetricView.Spans)
            {
                throw ParameterErrors.Invalid(
                    $"Filtering by span is only supported for SPANS view type, got {Name(view)}");
            }

            if (field.Kind == FieldKind.Assessment && view != TraceMetricView.Assessments)
            {
                throw ParameterErrors.Invalid(
                    $"Filtering by assessment is only supported for ASSESSMENTS view type, got {Name(view)}");
            }

            if (field.Kind == FieldKind.Assessment && field.Key is not ("name" or "type"))
            {
                throw ParameterErrors.Invalid(
                    $"Invalid assessment key '{field.Key}' specified. Valid keys are {{'name', 'type'}}");
            }
        }
    }

    private static FieldName Normalise(FieldName name)
    {
        if (name.Entity == "trace")
        {
            foreach (var (prefix, entity) in Moved)
            {
                if (name.Key.StartsWith(prefix, StringComparison.Ordinal) && name.Key.Length > prefix.Length)
                {
                    return new FieldName(entity, name.Key[prefix.Length..].Trim('`', '"'));
                }
            }
        }

        return name;
    }

    private static IEnumerable<Field> FieldsOf(Predicate predicate) => predicate switch
    {
        AndPredicate both => both.Terms.SelectMany(FieldsOf),
        OrPredicate either => either.Terms.SelectMany(FieldsOf),
        ComparisonPredicate comparison => [comparison.Field],
        InListPredicate list => [list.Field],
        IsNullPredicate isNull => [isNull.Field],
        _ => [],
    };

    private static string Name(TraceMetricView view) => view.ToString().ToUpperInvariant();
}
