using System.Diagnostics.CodeAnalysis;

namespace Tracking.Models.Uris;

/// <summary>Where a model is: in the registry, a run, the server's artifacts or a folder.</summary>
public abstract record ModelUri
{
    private protected ModelUri()
    {
    }

    /// <summary>Reads a model URI.</summary>
    /// <param name="text">One of the forms named at the derived records, or the path of a folder.</param>
    /// <exception cref="FormatException">None of these; the message lists them.</exception>
    public static ModelUri Parse(string text) => TryParse(text, out var uri)
        ? uri
        : throw new FormatException($"not a model URI: '{text}'. Expected models:/name@alias, models:/name/version, "
            + "models:/name/latest, models:/name/stage, models:/m-id, runs:/run_id/path, mlflow-artifacts:/path, "
            + "file:///path or a folder.");

    /// <summary>Reads a model URI, or says that it is none.</summary>
    /// <param name="text">One of the forms named at the derived records, or the path of a folder.</param>
    /// <param name="uri">What was read.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ModelUri? uri)
    {
        uri = null;
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var colon = SchemeLength(text);
        uri = colon < 0 ? new FolderUri(text) : ParseScheme(text[..colon].ToLowerInvariant(), text[(colon + 1)..]);
        return uri is not null;
    }

    /// <summary>The URI in its canonical form.</summary>
    public sealed override string ToString() => Print();

    private protected abstract string Print();

    /// <summary>Length of the scheme before its colon, or -1. One letter is a Windows drive.</summary>
    private static int SchemeLength(string text)
    {
        var colon = text.AsSpan().IndexOfAny(':', '/', '\\');
        return colon > 1 && text[colon] == ':' && char.IsAsciiLetter(text[0]) ? colon : -1;
    }

    private static ModelUri? ParseScheme(string scheme, string rest) => scheme switch
    {
        "models" => WithoutSlashes(rest) is { } path ? ParseRegistered(path) : null,
        "runs" => WithoutSlashes(rest) is { } path ? ParseRun(path) : null,
        "mlflow-artifacts" => WithoutSlashes(rest) is { Length: > 0 } path && IsClean(path)
            ? new ServerArtifactUri(path) : null,
        "file" => ParseFile(rest),
        _ => null,
    };

    /// <summary>
    /// What follows <c>/</c> or <c>///</c>; null for a missing slash or for an authority (<c>//host/</c>), as a model
    /// URI speaks of the server in use.
    /// </summary>
    private static string? WithoutSlashes(string rest) =>
        rest.StartsWith("///", StringComparison.Ordinal) ? rest[3..]
        : rest.StartsWith('/') && !rest.StartsWith("//", StringComparison.Ordinal) ? rest[1..]
        : null;

    private static ModelUri? ParseRegistered(string path)
    {
        var parts = path.TrimEnd('/').Split('/');
        return parts switch
        {
            [var single] when single.LastIndexOf('@') is > 0 and var at && at < single.Length - 1 =>
                new ModelAliasUri(single[..at], single[(at + 1)..]),
            [var single] when single.StartsWith("m-", StringComparison.Ordinal) && single.Length > 2
                && !single.Contains('@', StringComparison.Ordinal) => new LoggedModelUri(single),
            [{ Length: > 0 } name, { Length: > 0 } which] when !path.Contains('@', StringComparison.Ordinal) =>
                ParseVersion(name, which),
            _ => null,
        };
    }

    private static ModelUri? ParseVersion(string name, string which) =>
        which.All(char.IsAsciiDigit)
            ? int.TryParse(which, out var version) && version > 0 ? new ModelVersionUri(name, version) : null
            : which.Equals("latest", StringComparison.OrdinalIgnoreCase) ? new LatestModelUri(name)
            : new ModelStageUri(name, which);

    private static RunModelUri? ParseRun(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && path[(slash + 1)..].TrimEnd('/') is { Length: > 0 } inside && IsClean(inside)
            ? new RunModelUri(path[..slash], inside)
            : null;
    }

    private static FolderUri? ParseFile(string rest)
    {
        var path = rest.StartsWith("//", StringComparison.Ordinal) ? WithoutAuthority(rest[2..]) : rest;
        return string.IsNullOrEmpty(path) ? null : new FolderUri(Uri.UnescapeDataString(path));
    }

    private static string? WithoutAuthority(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && rest[..slash] is "" or "localhost" ? rest[slash..] : null;
    }

    private static bool IsClean(string path) => path.Split('/').All(part => part is not ("" or "." or ".."));
}
