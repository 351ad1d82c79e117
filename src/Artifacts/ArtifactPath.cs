namespace Tracking.Artifacts;

/// <summary>
/// A relative path with forward slashes and no way out: no "..", ".", empty, absolute, drive or control part.
/// The empty path is the root. Two paths are equal when their <see cref="Value"/> is, ordinal.
/// </summary>
public readonly record struct ArtifactPath
{
    private readonly string? _value;

    private ArtifactPath(string value) => _value = value;

    /// <summary>The root of a store.</summary>
    public static ArtifactPath Root => default;

    /// <summary>The path with forward slashes, without a leading or trailing one.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is the root of the store.</summary>
    public bool IsRoot => string.IsNullOrEmpty(_value);

    /// <summary>The last segment; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder that holds this path; the root's parent is the root.</summary>
    public ArtifactPath Parent => Value.LastIndexOf('/') is var slash and > 0 ? new(Value[..slash]) : Root;

    /// <summary>
    /// Reads a path as it stands: a percent sign is a character of a name. One trailing slash is dropped.
    /// </summary>
    /// <param name="text">Such as <c>model/MLmodel</c>; null and empty are the root.</param>
    /// <exception cref="InvalidArtifactPathException">
    /// It is absolute, climbs, or holds what no name may hold.
    /// </exception>
    public static ArtifactPath Parse(string? text)
    {
        var problem = ArtifactPathSyntax.Canonicalise(text, out var value);
        return problem is null ? FromCanonical(value) : throw new InvalidArtifactPathException(problem);
    }

    /// <summary>
    /// Reads a path that came in a URL: percent escapes are decoded until none is left, so that no number of
    /// encodings hides a "..". Then as <see cref="Parse"/>.
    /// </summary>
    /// <param name="text">Such as <c>model%2FMLmodel</c>.</param>
    /// <exception cref="InvalidArtifactPathException">
    /// As <see cref="Parse"/>, or encoded more often than anyone means to.
    /// </exception>
    public static ArtifactPath ParseUrlEncoded(string? text)
    {
        var problem = ArtifactPathSyntax.Decode(text, out var decoded);
        return problem is null ? Parse(decoded) : throw new InvalidArtifactPathException(problem);
    }

    /// <summary>As <see cref="Parse"/>, for callers who expect bad paths.</summary>
    /// <param name="text">The path as it stands.</param>
    /// <param name="path">The path; the root when the answer is false.</param>
    public static bool TryParse(string? text, out ArtifactPath path)
    {
        var valid = ArtifactPathSyntax.Canonicalise(text, out var value) is null;
        path = valid ? FromCanonical(value) : Root;
        return valid;
    }

    /// <summary>As <see cref="ParseUrlEncoded"/>, for callers who expect bad paths.</summary>
    /// <param name="text">The path as it came in the URL.</param>
    /// <param name="path">The path; the root when the answer is false.</param>
    public static bool TryParseUrlEncoded(string? text, out ArtifactPath path)
    {
        path = Root;
        return ArtifactPathSyntax.Decode(text, out var decoded) is null && TryParse(decoded, out path);
    }

    /// <summary>The path of something below this one.</summary>
    /// <param name="relative">One or more segments; empty gives this path.</param>
    /// <exception cref="InvalidArtifactPathException">
    /// As <see cref="Parse"/>; the whole may be too long as well.
    /// </exception>
    public ArtifactPath Append(string relative)
    {
        var below = Parse(relative);
        return IsRoot ? below : below.IsRoot ? this : Parse($"{Value}/{below.Value}");
    }

    /// <summary>The same as <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    // The root has one representation, so that equality holds.
    private static ArtifactPath FromCanonical(string value) => value.Length == 0 ? Root : new ArtifactPath(value);
}
