using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Artifacts;

public sealed record ListArtifactsRequest
{
    [JsonPropertyName("run_uuid")]
    public string? RunUuid { get; set; }

    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [WireRequired]
    [JsonPropertyName("run_id")]
    public string? RunId { get; set; }

    [JsonPropertyName("page_token")]
    public string? PageToken { get; set; }
}

public sealed record ListArtifactsResponse
{
    [JsonPropertyName("root_uri")]
    public string? RootUri { get; set; }

    [JsonPropertyName("files")]
    public IReadOnlyList<ArtifactFile>? Files { get; set; }

    [JsonPropertyName("next_page_token")]
    public string? NextPageToken { get; set; }
}

public sealed record ListProxiedArtifactsRequest
{
    [JsonPropertyName("path")]
    public string? Path { get; set; }
}

public sealed record ListProxiedArtifactsResponse
{
    [JsonPropertyName("files")]
    public IReadOnlyList<ArtifactFile>? Files { get; set; }
}

/// <summary>The path below the artifact root; it stands in the URL.</summary>
public sealed record ArtifactPathRequest
{
    [WireRequired]
    [JsonPropertyName("artifact_path")]
    public string? ArtifactPath { get; set; }
}
