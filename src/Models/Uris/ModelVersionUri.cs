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
