using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>Records to evaluate with. Times are milliseconds since the epoch.</summary>
public sealed record EvaluationDataset(
    string DatasetId, string Name, string Digest, long CreatedMs, long UpdatedMs)
{
    /// <summary>The fields of inputs, outputs and expectations with their types; null before a record.</summary>
    public string? SchemaJson { get; init; }

    /// <summary>Counts of what is in it; null for an empty one.</summary>
    public string? ProfileJson { get; init; }

    public string? CreatedBy { get; init; }

    public string? UpdatedBy { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>A dataset to create.</summary>
public sealed record NewEvaluationDataset(
    string DatasetId, string Name, IReadOnlyList<long> ExperimentIds, IReadOnlyList<Tag> Tags)
{
    public string? SchemaJson { get; init; }

    public string? ProfileJson { get; init; }

    public string? CreatedBy { get; init; }
}

/// <summary>
/// A search for datasets; without experiments among all of them. <see cref="MaxResults"/> is at least 1.
/// </summary>
public sealed record EvaluationDatasetQuery(
    IReadOnlyList<long> ExperimentIds,
    Predicate? Filter,
    IReadOnlyList<OrderTerm> Order,
    int MaxResults,
    string? PageToken);
