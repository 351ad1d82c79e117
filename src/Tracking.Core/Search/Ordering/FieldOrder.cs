using Tracking.Core.Search.Binding;

namespace Tracking.Core.Search.Ordering;

/// <summary>Orders by a field of the entity: <c>metrics.acc DESC</c>.</summary>
public sealed record FieldOrder(Field Field, bool Descending) : OrderTerm(Descending);

/// <summary>Orders logged models by a metric, measured on the named dataset or, without one, on any.</summary>
public sealed record DatasetMetricOrder(string Key, string DatasetName, string? DatasetDigest, bool Descending)
    : OrderTerm(Descending);
