using Tracking.Core.Lifecycle;

namespace Tracking.Core.Registry;

/// <summary>A version of a registered model; numbers start at 1 and are never used again.</summary>
public sealed record ModelVersion(
    string Name,
    int Version,
    ModelStage Stage,
    string? Description,
    string Source,
    string? RunId,
    string? RunLink,
    string? ModelId,
    long CreatedMs,
    long UpdatedMs)
{
    public string? UserId { get; init; }

    /// <summary>Where the files lie after <c>models:/</c> sources were resolved; the download URI.</summary>
    public string? StorageLocation { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A stage of a version, kept for clients from before aliases; the numbers are stored.</summary>
public enum ModelStage
{
    None = 0,
    Staging = 1,
    Production = 2,
    Archived = 3,
}

/// <summary>A version to create; the store chooses its number.</summary>
public sealed record NewModelVersion(
    string Name,
    string Source,
    string? StorageLocation,
    string? RunId,
    string? RunLink,
    string? ModelId,
    string? Description,
    IReadOnlyList<Tag> Tags)
{
    /// <summary>Set when the client may send the create again.</summary>
    public CreateOnce<ModelVersion>? Once { get; init; }
}
