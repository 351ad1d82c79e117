using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Core.Registry;

/// <summary>A search for registered models or for versions; <see cref="MaxResults"/> is at least 1.</summary>
public sealed record RegistryQuery(
    Predicate? Filter,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);
