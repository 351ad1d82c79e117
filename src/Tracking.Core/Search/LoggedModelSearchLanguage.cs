using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Search;

/// <summary>An order_by object of logged-models/search as it came.</summary>
public sealed record LoggedModelOrderItem(
    string? FieldName, bool Ascending = true, string? DatasetName = null, string? DatasetDigest = null);

/// <summary>Reads the filter and the order_by of logged-models/search; mistakes are InvalidParameterValue.</summary>
public static class LoggedModelSearchLanguage
{
    /// <summary>Null for no filter.</summary>
    public static Predicate? ParseFilter(string? filter) => FilterReader.Read(filter, SearchSchemas.LoggedModels);

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<LoggedModelOrderItem>? items)
    {
        if (items is null)
        {
            return [];
        }

        if (items.Count > SearchLimits.MaxOrderTerms)
        {
            throw ParameterErrors.Invalid(
                $"Invalid order_by: it has {items.Count} items, at most {SearchLimits.MaxOrderTerms} " +
                "are allowed.");
        }

        return [.. items.Select(Parse)];
    }

    private static OrderTerm Parse(LoggedModelOrderItem item)
    {
        var text = item.FieldName ?? string.Empty;
        var unknown = ParameterErrors.Invalid($"Invalid order by field name: {text}");
        var reader = new TokenReader(text.Length > SearchLimits.MaxOrderTermLength ? string.Empty : text);
        if (!reader.AtName)
        {
            throw unknown;
        }

        var name = reader.ReadName();
        if (!reader.AtEnd)
        {
            throw unknown;
        }

        if (name.Entity is not null && SearchSchemas.LoggedModels.Entities.TryGetValue(name.Entity, out var kind))
        {
            return kind switch
            {
                FieldKind.Metric => MetricOrder(name.Key, item),
                FieldKind.Attribute => AttributeOrder(name.Key, item) ?? throw unknown,
                _ => throw ParameterErrors.Invalid($"Invalid order by field name: {text}. Only metrics are supported."),
            };
        }

        return (name.Entity is null ? AttributeOrder(name.Key, item) : null) ?? throw unknown;
    }

    private static OrderTerm MetricOrder(string key, LoggedModelOrderItem item) =>
        string.IsNullOrEmpty(item.DatasetName)
            ? new FieldOrder(Field.Metric(key), !item.Ascending)
            : new DatasetMetricOrder(
                key,
                item.DatasetName,
                string.IsNullOrEmpty(item.DatasetDigest) ? null : item.DatasetDigest,
                !item.Ascending);

    private static FieldOrder? AttributeOrder(string key, LoggedModelOrderItem item) =>
        SearchSchemas.LoggedModels.OrderAttributes.TryGetValue(key, out var attribute)
            ? new FieldOrder(Field.Attribute(attribute.Name), !item.Ascending)
            : null;
}
