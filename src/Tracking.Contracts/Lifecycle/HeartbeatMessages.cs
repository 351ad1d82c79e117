using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Lifecycle;

/// <summary>A run's sign of life.</summary>
public sealed record SendHeartbeatRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    /// <summary>When the next one comes, 1,000 to 3,600,000; default 30,000.</summary>
    [JsonPropertyName("interval_ms")]
    public long? IntervalMs { get; set; }
}
