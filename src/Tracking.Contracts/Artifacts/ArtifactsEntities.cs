using System.Text.Json.Serialization;

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

/// <summary>Where a client PUTs one part; the answer's <c>ETag</c> header names what arrived.</summary>
public sealed record MultipartUploadCredential
{
    [JsonPropertyName("url")]
    public string? Url { get; set; }

    [JsonPropertyName("part_number")]
    public long? PartNumber { get; set; }

    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; set; }
}

/// <summary>A part that has arrived.</summary>
public sealed record MultipartUploadPart
{
    [JsonPropertyName("part_number")]
    public long? PartNumber { get; set; }

    [JsonPropertyName("etag")]
    public string? Etag { get; set; }

    [JsonPropertyName("url")]
    public string? Url { get; set; }
}
