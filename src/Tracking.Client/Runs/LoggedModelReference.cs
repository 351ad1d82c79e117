namespace Tracking.Client.Runs;

/// <summary>A model that a run has logged.</summary>
/// <param name="ModelId">Its id, <c>m-…</c>.</param>
/// <param name="Name">The name it was logged under.</param>
/// <param name="RunId">The run.</param>
/// <param name="ArtifactUri">Where its files are.</param>
public sealed record LoggedModelReference(string ModelId, string Name, string RunId, string ArtifactUri)
{
    /// <summary>The version it was registered as; null unless a name was given.</summary>
    public Contracts.Registry.ModelVersion? Version { get; init; }

    /// <summary>The model URI, <c>models:/m-…</c>.</summary>
    public string ModelUri => $"models:/{ModelId}";
}
