using System.Text.Json.Serialization;

namespace Tracking.Projects.Comparison;

/// <summary>What differs between two runs.</summary>
/// <param name="First">The id of the one.</param>
/// <param name="Second">The id of the other.</param>
/// <param name="Sections">code, data, params, environment, results and tags, in this order, also empty ones.</param>
public sealed record RunDifferences(
    [property: JsonPropertyName("first")] string First,
    [property: JsonPropertyName("second")] string Second,
    [property: JsonPropertyName("sections")] IReadOnlyList<DifferenceSection> Sections)
{
    /// <summary>Nothing differs.</summary>
    [JsonPropertyName("same")]
    public bool AreSame => Sections.All(section => section.Differences.Count == 0);

    /// <summary>As JSON, for programs.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, DifferencesJson.Default.RunDifferences);
}

/// <summary>One side of two runs.</summary>
/// <param name="Name">Such as <c>params</c>.</param>
/// <param name="Differences">Sorted by key; empty where both runs are the same.</param>
public sealed record DifferenceSection(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("differences")] IReadOnlyList<Difference> Differences);

/// <summary>A value that is not the same in both runs.</summary>
/// <param name="Key">What it is.</param>
/// <param name="First">In the one run; null where it has none.</param>
/// <param name="Second">In the other.</param>
public sealed record Difference(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("first")] string? First,
    [property: JsonPropertyName("second")] string? Second);

[JsonSerializable(typeof(RunDifferences))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class DifferencesJson : JsonSerializerContext;
