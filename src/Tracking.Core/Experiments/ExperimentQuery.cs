using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Core.Experiments;

/// <summary>A search for experiments; <see cref="MaxResults"/> is at least 1.</summary>
public sealed record ExperimentQuery(
    ViewType View,
    Predicate? Filter,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);
