using System.Text.Json.Serialization;

namespace Tracking.Server.Operations.Health;

/// <summary>The body of <c>/ready</c>.</summary>
internal sealed record ReadinessReport
{
    /// <summary>ready, not ready or draining.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Each check with "ok" or what is wrong.</summary>
    [JsonPropertyName("checks")]
    public required IReadOnlyDictionary<string, string> Checks { get; init; }
}

[JsonSerializable(typeof(ReadinessReport))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
