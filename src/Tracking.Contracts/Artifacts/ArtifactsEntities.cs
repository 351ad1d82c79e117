using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Artifacts;

/// <summary>A file (size in bytes) or a folder (no size).</summary>
public sealed record ArtifactFile
{
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("is_dir")]
    public bool? IsDir { get; set; }

    [JsonPropertyName("file_size")]
    public long? FileSize { get; set; }
}
