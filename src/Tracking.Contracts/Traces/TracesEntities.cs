using System.Text.Json.Serialization;

namespace Tracking.Contracts.Traces;

/// <summary>A trace with its spans.</summary>
public sealed record Trace
{
    [JsonPropertyName("trace_info")]
    public TraceInfo? TraceInfo { get; set; }

    [JsonPropertyName("spans")]
    public IReadOnlyList<Span>? Spans { get; set; }
}

/// <summary>What is known of a trace beside its spans.</summary>
public sealed record TraceInfo
{
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    [JsonPropertyName("client_request_id")]
    public string? ClientRequestId { get; set; }

    [JsonPropertyName("trace_location")]
    public TraceLocation? TraceLocation { get; set; }

    [JsonPropertyName("request")]
    public string? Request { get; set; }

    [JsonPropertyName("response")]
    public string? Response { get; set; }

    /// <summary>When the trace began, RFC 3339.</summary>
    [JsonPropertyName("request_time")]
    public string? RequestTime { get; set; }

    /// <summary>Seconds with their unit, such as <c>1.500s</c>.</summary>
    [JsonPropertyName("execution_duration")]
    public string? ExecutionDuration { get; set; }

    [JsonPropertyName("state")]
    public TraceState? State { get; set; }

    [JsonPropertyName("trace_metadata")]
    public IReadOnlyDictionary<string, string>? TraceMetadata { get; set; }

    [JsonPropertyName("assessments")]
    public IReadOnlyList<Assessment>? Assessments { get; set; }

    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string>? Tags { get; set; }

    [JsonPropertyName("request_preview")]
    public string? RequestPreview { get; set; }

    [JsonPropertyName("response_preview")]
    public string? ResponsePreview { get; set; }
}

/// <summary>Where a trace is kept.</summary>
public sealed record TraceLocation
{
    [JsonPropertyName("type")]
    public TraceLocationType? Type { get; set; }

    [JsonPropertyName("mlflow_experiment")]
    public MlflowExperimentLocation? MlflowExperiment { get; set; }

    [JsonPropertyName("inference_table")]
    public InferenceTableLocation? InferenceTable { get; set; }
}

public sealed record MlflowExperimentLocation
{
    [JsonPropertyName("experiment_id")]
    public string? ExperimentId { get; set; }
}

public sealed record InferenceTableLocation
{
    [JsonPropertyName("full_table_name")]
    public string? FullTableName { get; set; }
}

/// <summary>How a trace ended.</summary>
public enum TraceState
{
    [JsonStringEnumMemberName("STATE_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("OK")] Ok = 1,
    [JsonStringEnumMemberName("ERROR")] Error = 2,
    [JsonStringEnumMemberName("IN_PROGRESS")] InProgress = 3,
}

public enum TraceLocationType
{
    [JsonStringEnumMemberName("TRACE_LOCATION_TYPE_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("MLFLOW_EXPERIMENT")] MlflowExperiment = 1,
    [JsonStringEnumMemberName("INFERENCE_TABLE")] InferenceTable = 2,
}
