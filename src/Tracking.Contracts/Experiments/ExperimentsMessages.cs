using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Experiments;

public sealed record CreateExperimentRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("artifact_location")]
    public string? ArtifactLocation { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<ExperimentTag>? Tags { get; set; }
}

public sealed record CreateExperimentResponse
{
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }
}

public sealed record SearchExperimentsRequest
{
    [JsonPropertyName("max_results")]
    public long? MaxResults { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }

    [JsonPropertyName("filter")]
    public string? Filter { get; set; }

    [JsonPropertyName("order_by")]
    public IReadOnlyList<string>? OrderBy { get; set; }

    [WireStrict]
    [JsonPropertyName("view_type")]
    public ViewType? ViewType { get; set; }
}

public sealed record SearchExperimentsResponse
{
    [JsonPropertyName("experiments")]
    public IReadOnlyList<Experiment>? Experiments { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record GetExperimentRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }
}

public sealed record GetExperimentByNameRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_name")]
    public string? ExperimentName { get; set; }
}

public sealed record GetExperimentResponse
{
    [JsonPropertyName("experiment")]
    public Experiment? Experiment { get; set; }
}

public sealed record UpdateExperimentRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [WireRequired]
    [JsonPropertyName("new_name")]
    public string? NewName { get; set; }
}

public sealed record DeleteExperimentRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }
}

public sealed record RestoreExperimentRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }
}

public sealed record SetExperimentTagRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

public sealed record DeleteExperimentTagRequest
{
    [WireRequired]
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }

    [WireRequired]
    [JsonPropertyName("key")]
    public string? Key { get; set; }
}
