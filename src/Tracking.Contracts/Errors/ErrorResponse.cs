using System.Text.Json.Serialization;

namespace Tracking.Contracts.Errors;

/// <summary>The body of every answer that is not 2xx.</summary>
public sealed record ErrorResponse
{
    [JsonPropertyName("error_code")]
    public string? ErrorCode { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }
}
