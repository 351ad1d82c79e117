using System.Text.Json.Serialization;

namespace Tracking.Projects.Inputs;

/// <summary>A file or folder that a run was given by a parameter.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Value">As it was given.</param>
/// <param name="Digest">SHA-256 of its content, in hex; null when it was too large to read.</param>
internal sealed record ProjectInput(
    [property: JsonPropertyName("parameter")] string Parameter,
    [property: JsonPropertyName("value")] string Value,
    [property: JsonPropertyName("digest")] string? Digest)
{
    /// <summary>Where it is on this machine, absolute.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";

    /// <summary>Its place of its own is <see cref="Value"/>: <see cref="Path"/> is a copy for this run.</summary>
    [JsonIgnore]
    public bool IsDownloaded { get; init; }

    /// <summary>Whether the program is given the file; a <c>uri</c> is handed on as it is.</summary>
    [JsonIgnore]
    public bool IsHandedAsFile { get; init; }
}
