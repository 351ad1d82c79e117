using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Traces;

public sealed record CreateAssessmentRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [WireRequired]
    [JsonPropertyName("assessment")]
    public Assessment? Assessment { get; set; }
}

public sealed record AssessmentRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [WireRequired]
    [JsonPropertyName("assessment_id")]
    public string? AssessmentId { get; set; }
}

public sealed record UpdateAssessmentRequest
{
    [WireRequired]
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [WireRequired]
    [JsonPropertyName("assessment_id")]
    public string? AssessmentId { get; set; }

    [WireRequired]
    [JsonPropertyName("assessment")]
    public AssessmentChange? Assessment { get; set; }

    /// <summary>The fields to change, by commas: <c>feedback,rationale</c>.</summary>
    [JsonPropertyName("update_mask")]
    public string? UpdateMask { get; set; }
}

/// <summary>What an update may change of an assessment.</summary>
public sealed record AssessmentChange
{
    [JsonPropertyName("assessment_name")]
    public string? AssessmentName { get; set; }

    [JsonPropertyName("feedback")]
    public Feedback? Feedback { get; set; }

    [JsonPropertyName("expectation")]
    public Expectation? Expectation { get; set; }

    [JsonPropertyName("rationale")]
    public string? Rationale { get; set; }

    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    [JsonPropertyName("valid")]
    public bool? Valid { get; set; }
}

public sealed record AssessmentResponse
{
    [JsonPropertyName("assessment")]
    public Assessment? Assessment { get; set; }
}
