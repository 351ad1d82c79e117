using System.Text.Json.Serialization;

namespace Tracking.Contracts.ModelEndpoints;

/// <summary>Something that happened to an endpoint.</summary>
public sealed record EndpointEvent
{
    /// <summary>Milliseconds since 1970; that of a swap is when it was seen, some seconds after.</summary>
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; set; }

    [JsonPropertyName("kind")]
    public EndpointEventKind? Kind { get; set; }

    /// <summary>What more there is to say, such as the version or why it failed.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }
}

public enum EndpointEventKind
{
    [JsonStringEnumMemberName("STARTED")] Started = 1,
    [JsonStringEnumMemberName("READY")] Ready = 2,

    /// <summary>Another version took over.</summary>
    [JsonStringEnumMemberName("SWAPPED")] Swapped = 3,

    /// <summary>Its process ended or did not answer, and is started again.</summary>
    [JsonStringEnumMemberName("RESTARTED")] Restarted = 4,
    [JsonStringEnumMemberName("STOPPED")] Stopped = 5,
    [JsonStringEnumMemberName("FAILED")] Failed = 6,
}

/// <summary>A request to the serve host of an endpoint, as its access log tells of it: never a body.</summary>
public sealed record EndpointRequest
{
    /// <summary>The end of it, in milliseconds since 1970.</summary>
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; set; }

    [JsonPropertyName("method")]
    public string? Method { get; set; }

    [JsonPropertyName("path")]
    public string? Path { get; set; }

    /// <summary>Of HTTP; 499 where the caller had gone.</summary>
    [JsonPropertyName("status")]
    public int? Status { get; set; }

    [JsonPropertyName("duration_ms")]
    public double? DurationMs { get; set; }

    /// <summary>Of the body; unset where it was not told.</summary>
    [JsonPropertyName("request_bytes")]
    public long? RequestBytes { get; set; }
}
