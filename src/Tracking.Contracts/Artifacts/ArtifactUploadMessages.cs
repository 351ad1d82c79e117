using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Artifacts;

/// <summary>The folder stands in the URL; the file's name is the last segment of <c>path</c>.</summary>
public sealed record CreateMultipartUploadRequest
{
    [WireRequired]
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("num_parts")]
    public long? NumParts { get; set; }
}

public sealed record CreateMultipartUploadResponse
{
    [JsonPropertyName("upload_id")]
    public string? UploadId { get; set; }

    [JsonPropertyName("credentials")]
    public IReadOnlyList<MultipartUploadCredential>? Credentials { get; set; }
}

public sealed record CompleteMultipartUploadRequest
{
    [WireRequired]
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("upload_id")]
    public string? UploadId { get; set; }

    [JsonPropertyName("parts")]
    public IReadOnlyList<MultipartUploadPart>? Parts { get; set; }
}

public sealed record AbortMultipartUploadRequest
{
    [WireRequired]
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("upload_id")]
    public string? UploadId { get; set; }
}

/// <summary>Asks what is missing of an upload that broke off. Not in MLflow.</summary>
public sealed record ResumeMultipartUploadRequest
{
    [WireRequired]
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("upload_id")]
    public string? UploadId { get; set; }

    [JsonPropertyName("num_parts")]
    public long? NumParts { get; set; }
}

/// <summary>The parts that have arrived, and fresh URLs for all others.</summary>
public sealed record ResumeMultipartUploadResponse
{
    [JsonPropertyName("upload_id")]
    public string? UploadId { get; set; }

    [JsonPropertyName("credentials")]
    public IReadOnlyList<MultipartUploadCredential>? Credentials { get; set; }

    [JsonPropertyName("parts")]
    public IReadOnlyList<MultipartUploadPart>? Parts { get; set; }
}

public sealed record PresignedDownloadUrlResponse
{
    [JsonPropertyName("url")]
    public string? Url { get; set; }

    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; set; }

    [JsonPropertyName("file_size")]
    public long? FileSize { get; set; }
}

public sealed record CreatePresignedUploadUrlRequest
{
    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [WireRequired]
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expiration")]
    public long? Expiration { get; set; }
}

public sealed record CreatePresignedUploadUrlResponse
{
    [JsonPropertyName("presigned_url")]
    public string? PresignedUrl { get; set; }

    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; set; }
}
