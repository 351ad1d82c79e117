using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Core.Runs;

/// <summary>A search for runs; no experiments means no results, <see cref="MaxResults"/> is at least 1.</summary>
public sealed record RunQuery(
    IReadOnlyList<long> ExperimentIds,
    ViewType View,
    Predicate? Filter,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);
