namespace Tracking.Models.Uris;

/// <summary><c>models:/name@alias</c>: the version that an alias points to.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Alias">Such as <c>champion</c>.</param>
public sealed record ModelAliasUri(string Name, string Alias) : ModelUri
{
    private protected override string Print() => $"models:/{Name}@{Alias}";
}

/// <summary><c>models:/name/3</c>: one version.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">From 1.</param>
public sealed record ModelVersionUri(string Name, int Version) : ModelUri
{
    private protected override string Print() => FormattableString.Invariant($"models:/{Name}/{Version}");
}

/// <summary><c>models:/name/latest</c>: the newest version.</summary>
/// <param name="Name">The registered model.</param>
public sealed record LatestModelUri(string Name) : ModelUri
{
    private protected override string Print() => $"models:/{Name}/latest";
}

/// <summary><c>models:/name/Production</c>: the newest version in a stage.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Stage">As written; stages compare without regard to case.</param>
public sealed record ModelStageUri(string Name, string Stage) : ModelUri
{
    private protected override string Print() => $"models:/{Name}/{Stage}";
}

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
