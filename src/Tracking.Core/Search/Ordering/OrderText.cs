using Tracking.Core.Search.Binding;

namespace Tracking.Core.Search.Ordering;

/// <summary>One text for equal orders.</summary>
public static class OrderText
{
    public static string Of(IEnumerable<OrderTerm> terms) => string.Join(',', terms.Select(Of));

    private static string Of(OrderTerm term) => term switch
    {
        FieldOrder field => $"{PredicateText.Of(field.Field)} {Direction(term)}",
        DatasetMetricOrder metric =>
            $"{PredicateText.Of(Field.Metric(metric.Key))} on {PredicateText.Of(Field.Dataset(metric.DatasetName))}/" +
            $"{metric.DatasetDigest} {Direction(term)}",
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "An unknown order term."),
    };

    private static string Direction(OrderTerm term) => term.Descending ? "DESC" : "ASC";
}
