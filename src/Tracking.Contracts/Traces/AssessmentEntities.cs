using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Traces;

/// <summary>
/// A judgement of a trace or of one of its spans: feedback, an expectation or a reference to an issue.
/// </summary>
public sealed record Assessment
{
    [JsonPropertyName("assessment_id")]
    public string? AssessmentId { get; set; }

    [WireRequired]
    [JsonPropertyName("assessment_name")]
    public string? AssessmentName { get; set; }

    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [JsonPropertyName("span_id")]
    public string? SpanId { get; set; }

    [JsonPropertyName("source")]
    public AssessmentSource? Source { get; set; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("create_time")]
    public string? CreateTime { get; set; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("last_update_time")]
    public string? LastUpdateTime { get; set; }

    [JsonPropertyName("feedback")]
    public Feedback? Feedback { get; set; }

    [JsonPropertyName("expectation")]
    public Expectation? Expectation { get; set; }

    [JsonPropertyName("rationale")]
    public string? Rationale { get; set; }

    [JsonPropertyName("error")]
    public AssessmentError? Error { get; set; }

    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    /// <summary>The assessment that this one replaces.</summary>
    [JsonPropertyName("overrides")]
    public string? Overrides { get; set; }

    /// <summary>False once another one replaced it.</summary>
    [JsonPropertyName("valid")]
    public bool? Valid { get; set; }

    [JsonPropertyName("issue")]
    public IssueReference? Issue { get; set; }
}

/// <summary>Who judged.</summary>
public sealed record AssessmentSource
{
    [JsonPropertyName("source_type")]
    public AssessmentSourceType? SourceType { get; set; }

    [JsonPropertyName("source_id")]
    public string? SourceId { get; set; }
}

public enum AssessmentSourceType
{
    [JsonStringEnumMemberName("SOURCE_TYPE_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("HUMAN")] Human = 1,
    [JsonStringEnumMemberName("LLM_JUDGE")] LlmJudge = 2,
    [JsonStringEnumMemberName("CODE")] Code = 3,
}

/// <summary>Why a judge came to no judgement.</summary>
public sealed record AssessmentError
{
    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; set; }

    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; set; }

    [JsonPropertyName("stack_trace")]
    public string? StackTrace { get; set; }
}

/// <summary>How good something was.</summary>
public sealed record Feedback
{
    /// <summary>Any JSON; undefined if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("value")]
    public JsonElement Value { get; set; }

    [JsonPropertyName("error")]
    public AssessmentError? Error { get; set; }
}

/// <summary>What should have come out.</summary>
public sealed record Expectation
{
    /// <summary>Any JSON; undefined if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("value")]
    public JsonElement Value { get; set; }

    [JsonPropertyName("serialized_value")]
    public SerializedValue? SerializedValue { get; set; }
}

public sealed record SerializedValue
{
    /// <summary>Such as <c>JSON_FORMAT</c>.</summary>
    [JsonPropertyName("serialization_format")]
    public string? SerializationFormat { get; set; }

    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

public sealed record IssueReference
{
    [JsonPropertyName("issue_name")]
    public string? IssueName { get; set; }
}
