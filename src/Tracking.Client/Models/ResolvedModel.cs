namespace Tracking.Client.Models;

/// <summary>What a model URI stands for at this moment.</summary>
/// <param name="Uri">The URI that was asked for.</param>
/// <param name="ArtifactUri">Where its files are.</param>
public sealed record ResolvedModel(string Uri, string ArtifactUri)
{
    /// <summary>The registered model; null outside the registry.</summary>
    public string? Name { get; init; }

    /// <summary>The registered version; null outside the registry.</summary>
    public string? Version { get; init; }

    /// <summary>The run that logged it, where that is known.</summary>
    public string? RunId { get; init; }

    /// <summary>The logged model, <c>m-…</c>, where there is one.</summary>
    public string? ModelId { get; init; }
}
