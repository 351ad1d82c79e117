using System.Buffers;
using Tracking.Core.Errors;

namespace Tracking.Core.Registry;

/// <summary>
/// Where a version's files come from. A client must not make the server read its own files, so a local source lies
/// inside the artifacts that it was logged with, and a remote one says no "..".
/// </summary>
public static class ModelSource
{
    public const int MaxLength = 5_000;
    private const int DecodesMax = 8;

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>A plain path or a <c>file:</c> URI.</summary>
    public static bool IsLocal(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SchemeOf(source) is null or "file";
    }

    /// <param name="source">As the client sent it.</param>
    /// <param name="artifactUri">
    /// The artifacts of the run or logged model that the request names; null if it names none.
    /// </param>
    /// <exception cref="TrackingException">The source is not allowed.</exception>
    public static void Validate(string source, string? artifactUri)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Length > MaxLength)
        {
            throw ParameterErrors.Invalid(
                $"Invalid model version source: it is {source.Length} characters long, at most {MaxLength} " +
                "are allowed.");
        }

        if (!IsLocal(source))
        {
            ValidateRemote(source);
        }
        else if (!LiesInside(source, artifactUri))
        {
            throw ParameterErrors.Invalid(
                $"Invalid model version source: '{source}'. To use a local path as a model version source, " +
                "the run_id request parameter has to be specified and the local path has to be contained within the " +
                "artifact directory of the run specified by the run_id.");
        }
    }

    /// <summary>The model and version that a <c>models:/name/3</c> source names.</summary>
    public static bool TryParseVersion(string source, out string name, out int version)
    {
        ArgumentNullException.ThrowIfNull(source);
        (name, version) = (string.Empty, 0);
        var parts = ModelsPath(source)?.Split('/');
        if (parts is not [{ Length: > 0 }, { Length: > 0 }] || !int.TryParse(parts[1], out version))
        {
            return false;
        }

        name = parts[0];
        return true;
    }

    /// <summary>The id that a <c>models:/m-…</c> source names, null for other sources.</summary>
    public static string? LoggedModelIdOf(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ModelsPath(source) is { Length: > 2 } path
            && path.StartsWith("m-", StringComparison.Ordinal) && !path.AsSpan().ContainsAny('/', '@') ? path : null;
    }

    private static string? ModelsPath(string source) =>
        source.StartsWith("models:/", StringComparison.Ordinal) ? source["models:/".Length..].Trim('/') : null;

    private static void ValidateRemote(string source)
    {
        var path = Decode(source);
        var unsafePath = path is null || path.Contains('\0', StringComparison.Ordinal)
            || path.Replace('\\', '/').Split('/').Any(part => part == "..");
        if (unsafePath)
        {
            throw ParameterErrors.Invalid(
                $"Invalid model version source: '{source}'. If supplying a source as an http, https, local " +
                "file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without " +
                "relative path references present. Please provide an absolute path.");
        }
    }

    /// <summary>Decodes until nothing changes; null for a source that is encoded over and over.</summary>
    private static string? Decode(string source)
    {
        for (var i = 0; i < DecodesMax; i++)
        {
            var decoded = Uri.UnescapeDataString(source);
            if (decoded == source)
            {
                return source;
            }

            source = decoded;
        }

        return null;
    }

    private static bool LiesInside(string source, string? artifactUri)
    {
        if (artifactUri is null || !IsLocal(artifactUri)
            || LocalPath(source) is not { } path || LocalPath(artifactUri) is not { } folder)
        {
            return false;
        }

        return path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
    }

    /// <summary>The full path without "..", null where the text names none or another host.</summary>
    private static string? LocalPath(string source)
    {
        if (Decode(source) is not { } decoded || decoded.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var path = decoded;
        if (SchemeOf(source) == "file")
        {
            path = decoded["file:".Length..];
            if (path.StartsWith("//", StringComparison.Ordinal))
            {
                var slash = path.IndexOf('/', 2);
                var host = slash < 0 ? path[2..] : path[2..slash];
                path = slash >= 0 && host is "" or "localhost" ? path[slash..] : string.Empty;
            }
        }

        return path.Length == 0 ? null : Path.GetFullPath(path).Replace('\\', '/').TrimEnd('/');
    }

    /// <summary>The scheme in lower case; null for a path, a Windows drive included.</summary>
    private static string? SchemeOf(string source)
    {
        var colon = source.IndexOf(':', StringComparison.Ordinal);
        var isScheme = colon > 1 && char.IsAsciiLetter(source[0])
            && source.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
        return isScheme ? source[..colon].ToLowerInvariant() : null;
    }
}
