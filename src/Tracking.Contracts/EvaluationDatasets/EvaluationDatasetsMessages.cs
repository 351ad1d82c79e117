using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.EvaluationDatasets;

public sealed record CreateEvaluationDatasetRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [JsonPropertyName("source_type")]
    public DatasetSourceType? SourceType { get; set; }

    [JsonPropertyName("source")]
    public string? Source { get; set; }

    [JsonPropertyName("schema")]
    public string? Schema { get; set; }

    [JsonPropertyName("profile")]
    public string? Profile { get; set; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; set; }

    [JsonPropertyName("tags")]
    public string? Tags { get; set; }
}

public sealed record EvaluationDatasetResponse
{
    [JsonPropertyName("dataset")]
    public EvaluationDataset? Dataset { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record GetEvaluationDatasetRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record EvaluationDatasetRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }
}

public sealed record SearchEvaluationDatasetsRequest
{
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }

    [JsonPropertyName("filter_string")]
    public string? FilterString { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record SearchEvaluationDatasetsResponse
{
    [JsonPropertyName("datasets")]
    public IReadOnlyList<EvaluationDataset>? Datasets { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

/// <summary>The tags are a JSON object; those not named stay.</summary>
public sealed record SetEvaluationDatasetTagsRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [WireRequired]
    [JsonPropertyName("tags")]
    public string? Tags { get; set; }
}

public sealed record DeleteEvaluationDatasetTagRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}

/// <summary>The records are a JSON list; one with the inputs of a record that is there changes that one.</summary>
public sealed record UpsertEvaluationDatasetRecordsRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [WireRequired]
    [JsonPropertyName("records")]
    public string? Records { get; set; }

    [JsonPropertyName("updated_by")]
    public string? UpdatedBy { get; set; }
}

public sealed record UpsertEvaluationDatasetRecordsResponse
{
    [JsonPropertyName("inserted_count")]
    public int? InsertedCount { get; set; }

    [JsonPropertyName("updated_count")]
    public int? UpdatedCount { get; set; }
}

public sealed record GetEvaluationDatasetRecordsRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [JsonPropertyName("max_results")]
    public int? MaxResults { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

/// <summary>The records are a JSON list.</summary>
public sealed record GetEvaluationDatasetRecordsResponse
{
    [JsonPropertyName("records")]
    public string? Records { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record DeleteEvaluationDatasetRecordsRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [JsonPropertyName("dataset_record_ids")]
    public IReadOnlyList<string>? DatasetRecordIds { get; set; }
}

public sealed record DeleteEvaluationDatasetRecordsResponse
{
    [JsonPropertyName("deleted_count")]
    public int? DeletedCount { get; set; }
}

public sealed record GetEvaluationDatasetExperimentIdsResponse
{
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }
}

public sealed record EvaluationDatasetExperimentsRequest
{
    [WireRequired]
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; set; }

    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }
}
