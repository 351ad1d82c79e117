using System.Text.Json.Serialization;

namespace Tracking.Contracts.Datasets;

public sealed record SearchDatasetsRequest
{
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }
}

public sealed record SearchDatasetsResponse
{
    [JsonPropertyName("dataset_summaries")]
    public IReadOnlyList<DatasetSummary>? DatasetSummaries { get; set; }
}

/// <summary>A dataset that runs of an experiment used, and what for.</summary>
public sealed record DatasetSummary
{
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("digest")]
    public string? Digest { get; set; }

    /// <summary>Such as "train"; unset where a run did not say.</summary>
    [JsonPropertyName("context")]
    public string? Context { get; set; }
}
