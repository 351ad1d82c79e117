using System.Text.Json.Serialization;

namespace Tracking.Contracts.ModelEndpoints;

/// <summary>A registered model behind a serve host that the tracking server runs on its own machine.</summary>
public sealed record ModelEndpoint
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("model_name")]
    public string? ModelName { get; set; }

    /// <summary>The version asked for; unset where an alias was.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    /// <summary>The alias that is followed.</summary>
    [JsonPropertyName("alias")]
    public string? Alias { get; set; }

    /// <summary>Such as <c>models:/churn@champion</c>.</summary>
    [JsonPropertyName("model_uri")]
    public string? ModelUri { get; set; }

    [JsonPropertyName("state")]
    public ModelEndpointState? State { get; set; }

    /// <summary>Why it is in that state, where there is more to say.</summary>
    [JsonPropertyName("state_message")]
    public string? StateMessage { get; set; }

    /// <summary>Where the serve host listens while it is ready; on this machine only.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; set; }

    [JsonPropertyName("process_id")]
    public int? ProcessId { get; set; }

    /// <summary>Milliseconds since 1970.</summary>
    [JsonPropertyName("creation_timestamp")]
    public long? CreationTimestamp { get; set; }

    /// <summary>When its process became ready.</summary>
    [JsonPropertyName("ready_timestamp")]
    public long? ReadyTimestamp { get; set; }

    /// <summary>When its figures were read last.</summary>
    [JsonPropertyName("seen_timestamp")]
    public long? SeenTimestamp { get; set; }

    /// <summary>How often its process was started again because it had ended or did not answer.</summary>
    [JsonPropertyName("restarts")]
    public int? Restarts { get; set; }

    [JsonPropertyName("figures")]
    public ModelEndpointFigures? Figures { get; set; }
}

public enum ModelEndpointState
{
    [JsonStringEnumMemberName("STARTING")] Starting = 1,
    [JsonStringEnumMemberName("READY")] Ready = 2,
    [JsonStringEnumMemberName("RESTARTING")] Restarting = 3,
    [JsonStringEnumMemberName("STOPPING")] Stopping = 4,
    [JsonStringEnumMemberName("STOPPED")] Stopped = 5,
    [JsonStringEnumMemberName("FAILED")] Failed = 6,
}

/// <summary>What an endpoint's process has done since it became ready.</summary>
public sealed record ModelEndpointFigures
{
    /// <summary>Requests that were answered with predictions.</summary>
    [JsonPropertyName("requests")]
    public long? Requests { get; set; }

    /// <summary>In the last minute.</summary>
    [JsonPropertyName("requests_last_minute")]
    public long? RequestsLastMinute { get; set; }

    [JsonPropertyName("errors")]
    public IReadOnlyList<EndpointCount>? Errors { get; set; }

    /// <summary>Estimated from the host's histogram, as the other percentiles are.</summary>
    [JsonPropertyName("p50_ms")]
    public double? P50Ms { get; set; }

    [JsonPropertyName("p95_ms")]
    public double? P95Ms { get; set; }

    [JsonPropertyName("p99_ms")]
    public double? P99Ms { get; set; }

    [JsonPropertyName("rows")]
    public long? Rows { get; set; }

    /// <summary>Runs of the model; fewer than requests where they were joined.</summary>
    [JsonPropertyName("executions")]
    public long? Executions { get; set; }

    /// <summary>Requests that wait.</summary>
    [JsonPropertyName("waiting")]
    public long? Waiting { get; set; }

    /// <summary>How often another version took over.</summary>
    [JsonPropertyName("swaps")]
    public long? Swaps { get; set; }

    /// <summary>Answered requests by version.</summary>
    [JsonPropertyName("versions")]
    public IReadOnlyList<EndpointCount>? Versions { get; set; }

    /// <summary>Runs by their number of rows: <c>up to 4</c>, without those that are in a smaller class.</summary>
    [JsonPropertyName("batch_rows")]
    public IReadOnlyList<EndpointCount>? BatchRows { get; set; }
}

/// <summary>How many there were of a kind.</summary>
public sealed record EndpointCount
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("count")]
    public long? Count { get; set; }
}

/// <summary>What an endpoint did in a few seconds.</summary>
public sealed record EndpointSample
{
    /// <summary>The end of them, in milliseconds since 1970.</summary>
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; set; }

    [JsonPropertyName("duration_ms")]
    public long? DurationMs { get; set; }

    [JsonPropertyName("requests")]
    public long? Requests { get; set; }

    [JsonPropertyName("errors")]
    public long? Errors { get; set; }

    /// <summary>Unset where nothing was asked.</summary>
    [JsonPropertyName("p50_ms")]
    public double? P50Ms { get; set; }

    [JsonPropertyName("p99_ms")]
    public double? P99Ms { get; set; }

    [JsonPropertyName("rows")]
    public long? Rows { get; set; }

    [JsonPropertyName("executions")]
    public long? Executions { get; set; }
}
