using Tracking.Core.Search.Binding;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Traces;

/// <summary>
/// Writes a filter of traces. Conditions on spans that are joined by AND must be met by one and the same span.
/// </summary>
internal sealed class TraceFilterSql(TraceEntitySql entity, StoreSession session, SqlParameters parameters)
{
    private readonly PredicateSql _ofTrace = new(entity, session, parameters);
    private readonly PredicateSql _ofSpan = new(new SpanEntitySql(), session, parameters);

    public string Write(Predicate? filter) => filter switch
    {
        not null when IsOfSpan(filter) => AnySpan(filter),
        AndPredicate both => WriteAll(both.Terms),
        OrPredicate either => $"({string.Join(" OR ", either.Terms.Select(Write))})",
        _ => _ofTrace.Write(filter),
    };

    private string WriteAll(IReadOnlyList<Predicate> terms)
    {
        var ofSpan = terms.Where(IsOfSpan).ToList();
        var conditions = terms.Where(term => !IsOfSpan(term)).Select(Write);
        if (ofSpan.Count > 0)
        {
            conditions = conditions.Append(AnySpan(ofSpan.Count == 1 ? ofSpan[0] : new AndPredicate(ofSpan)));
        }

        return $"({string.Join(" AND ", conditions)})";
    }

    private string AnySpan(Predicate condition) =>
        new RowsSql("trace_span s", "s.trace_key = t.trace_key", "s.name").Any(_ofSpan.Write(condition));

    private static bool IsOfSpan(Predicate predicate) => predicate switch
    {
        AndPredicate both => both.Terms.All(IsOfSpan),
        OrPredicate either => either.Terms.All(IsOfSpan),
        ComparisonPredicate comparison => comparison.Field.Kind == FieldKind.Span,
        InListPredicate list => list.Field.Kind == FieldKind.Span,
        IsNullPredicate isNull => isNull.Field.Kind == FieldKind.Span,
        _ => false,
    };
}
