using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Core.LoggedModels;

/// <summary>A search for logged models; <see cref="MaxResults"/> is at least 1.</summary>
public sealed record LoggedModelQuery(
    IReadOnlyList<long> ExperimentIds,
    Predicate? Filter,
    IReadOnlyList<DatasetFilter> Datasets,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);

/// <summary>Metric filters look only at metrics measured on one of these datasets; no digest means any.</summary>
public sealed record DatasetFilter(string Name, string? Digest);
