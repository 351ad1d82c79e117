namespace Tracking.Models.Uris;

/// <summary><c>models:/m-…</c>: a logged model by its id.</summary>
/// <param name="ModelId">With its <c>m-</c>.</param>
public sealed record LoggedModelUri(string ModelId) : ModelUri
{
    private protected override string Print() => $"models:/{ModelId}";
}

/// <summary><c>runs:/run_id/path</c>: a model among a run's artifacts.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ArtifactPath">Relative, with forward slashes.</param>
public sealed record RunModelUri(string RunId, string ArtifactPath) : ModelUri
{
    private protected override string Print() => $"runs:/{RunId}/{ArtifactPath}";
}

/// <summary><c>mlflow-artifacts:/path</c>: a folder in the server's artifact store.</summary>
/// <param name="ArtifactPath">Relative to the store's root, with forward slashes.</param>
public sealed record ServerArtifactUri(string ArtifactPath) : ModelUri
{
    private protected override string Print() => $"mlflow-artifacts:/{ArtifactPath}";
}

/// <summary><c>file:///path</c> or a plain path: a folder on this machine.</summary>
/// <param name="Path">Absolute or relative to the working directory.</param>
public sealed record FolderUri(string Path) : ModelUri
{
    private protected override string Print() => Path;
}
