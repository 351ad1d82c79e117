using System.Text.Json.Serialization;

namespace Tracking.Contracts.EvaluationDatasets;

/// <summary>Where a record, or a dataset, came from.</summary>
public enum DatasetSourceType
{
    [JsonStringEnumMemberName("SOURCE_TYPE_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("TRACE")] Trace = 1,
    [JsonStringEnumMemberName("HUMAN")] Human = 2,
    [JsonStringEnumMemberName("DOCUMENT")] Document = 3,
    [JsonStringEnumMemberName("CODE")] Code = 4,
}

/// <summary>Records to evaluate with; times are milliseconds since the epoch.</summary>
public sealed record EvaluationDataset
{
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>A JSON object of texts.</summary>
    [JsonPropertyName("tags")]
    public string? Tags { get; set; }

    /// <summary>The fields of inputs, outputs and expectations with their types, as JSON.</summary>
    [JsonPropertyName("schema")]
    public string? Schema { get; set; }

    /// <summary>Counts, as JSON.</summary>
    [JsonPropertyName("profile")]
    public string? Profile { get; set; }

    [JsonPropertyName("digest")]
    public string? Digest { get; set; }

    [JsonPropertyName("created_time")]
    public long? CreatedTime { get; set; }

    [JsonPropertyName("last_update_time")]
    public long? LastUpdateTime { get; set; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; set; }

    [JsonPropertyName("last_updated_by")]
    public string? LastUpdatedBy { get; set; }

    /// <summary>Only in the answer to a create.</summary>
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }
}
