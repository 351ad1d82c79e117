using Tracking.Core.Lifecycle;

namespace Tracking.Core.Registry;

/// <summary>A name over numbered versions. Times are milliseconds since the epoch.</summary>
public sealed record RegisteredModel(string Name, string? Description, long CreatedMs, long UpdatedMs)
{
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public IReadOnlyList<ModelAlias> Aliases { get; init; } = [];

    /// <summary>The newest version of each stage.</summary>
    public IReadOnlyList<ModelVersion> LatestVersions { get; init; } = [];
}

/// <summary>An alias and the version it points to.</summary>
public readonly record struct ModelAlias(string Alias, int Version);

/// <summary>A registered model to create.</summary>
public sealed record NewRegisteredModel(string Name, string? Description, IReadOnlyList<Tag> Tags)
{
    /// <summary>Set when the client may send the create again.</summary>
    public CreateOnce<RegisteredModel>? Once { get; init; }
}
