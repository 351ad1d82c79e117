using Tracking.Models.Uris;

namespace Tracking.Serving;

/// <summary>A model to serve.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Name">
/// What it is called in Open Inference paths; null for its registered name, else its folder's name.
/// </param>
public sealed record ServedModel(ModelUri Uri, string? Name = null)
{
    /// <summary>The version that it is served as; null for its registered one, if it has one.</summary>
    public string? Version { get; init; }
}
