namespace Tracking.Artifacts;

/// <summary>
/// A relative path with forward slashes and no way out: no "..", ".", empty, absolute, drive or control part.
/// The empty path is the root.
/// </summary>
public readonly record struct ArtifactPath
{
    private readonly string? _value;

    private ArtifactPath(string value) => _value = value;

    /// <summary>The root of a store.</summary>
    public static ArtifactPath Root => default;

    /// <summary>The path with forward slashes, without a leading or trailing one.</summary>
    public string Value => _value ?? "";
}
