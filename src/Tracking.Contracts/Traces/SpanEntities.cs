using System.Text.Json.Serialization;

namespace Tracking.Contracts.Traces;

/// <summary>A span of OpenTelemetry.</summary>
public sealed record Span
{
    /// <summary>16 bytes in base64.</summary>
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    /// <summary>8 bytes in base64.</summary>
    [JsonPropertyName("span_id")]
    public string? SpanId { get; set; }

    [JsonPropertyName("trace_state")]
    public string? TraceState { get; set; }

    /// <summary>8 bytes in base64; a root span has none.</summary>
    [JsonPropertyName("parent_span_id")]
    public string? ParentSpanId { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Such as <c>SPAN_KIND_CLIENT</c>; unset if the sender did not say.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; set; }

    [JsonPropertyName("start_time_unix_nano")]
    public ulong? StartTimeUnixNano { get; set; }

    [JsonPropertyName("end_time_unix_nano")]
    public ulong? EndTimeUnixNano { get; set; }

    [JsonPropertyName("attributes")]
    public IReadOnlyList<SpanKeyValue>? Attributes { get; set; }

    [JsonPropertyName("events")]
    public IReadOnlyList<SpanEvent>? Events { get; set; }

    [JsonPropertyName("links")]
    public IReadOnlyList<SpanLink>? Links { get; set; }

    [JsonPropertyName("status")]
    public SpanStatus? Status { get; set; }
}

public sealed record SpanKeyValue
{
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("value")]
    public SpanValue? Value { get; set; }
}

/// <summary>One of its fields is set; none for a null.</summary>
public sealed record SpanValue
{
    [JsonPropertyName("string_value")]
    public string? StringValue { get; set; }

    [JsonPropertyName("bool_value")]
    public bool? BoolValue { get; set; }

    [JsonPropertyName("int_value")]
    public long? IntValue { get; set; }

    [JsonPropertyName("double_value")]
    public double? DoubleValue { get; set; }

    [JsonPropertyName("array_value")]
    public SpanValueList? ArrayValue { get; set; }

    [JsonPropertyName("kvlist_value")]
    public SpanValueMap? KvlistValue { get; set; }

    /// <summary>In base64.</summary>
    [JsonPropertyName("bytes_value")]
    public string? BytesValue { get; set; }
}

public sealed record SpanValueList
{
    [JsonPropertyName("values")]
    public IReadOnlyList<SpanValue>? Values { get; set; }
}

public sealed record SpanValueMap
{
    [JsonPropertyName("values")]
    public IReadOnlyList<SpanKeyValue>? Values { get; set; }
}

public sealed record SpanEvent
{
    [JsonPropertyName("time_unix_nano")]
    public ulong? TimeUnixNano { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("attributes")]
    public IReadOnlyList<SpanKeyValue>? Attributes { get; set; }
}

public sealed record SpanLink
{
    /// <summary>16 bytes in base64.</summary>
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; set; }

    /// <summary>8 bytes in base64.</summary>
    [JsonPropertyName("span_id")]
    public string? SpanId { get; set; }

    [JsonPropertyName("trace_state")]
    public string? TraceState { get; set; }

    [JsonPropertyName("attributes")]
    public IReadOnlyList<SpanKeyValue>? Attributes { get; set; }
}

public sealed record SpanStatus
{
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary><c>STATUS_CODE_OK</c>, <c>STATUS_CODE_ERROR</c> or unset.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; set; }
}
