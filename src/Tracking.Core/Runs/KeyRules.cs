using System.Text;
using Tracking.Core.Errors;

namespace Tracking.Core.Runs;

/// <summary>
/// Keys of metrics, params and tags: letters, digits, underscore and <c>/ . - : space</c>; a key must stay itself when
/// it is read as a relative path, since other stores keep it as a file.
/// </summary>
public static class KeyRules
{
    public const int MaxLength = 250;

    private const string BadCharacters =
        ": Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) " +
        "and slashes (/).";

    /// <summary>Refuses a key that is no name, reads as another path or is too long.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parameter">Path of the field in the request, such as <c>metrics[0].name</c>.</param>
    /// <param name="title">What the message about the length calls it, such as <c>Metric name</c>.</param>
    public static void Check(string key, FieldPath parameter, string title)
    {
        if (!HasOnlyAllowedCharacters(key))
        {
            throw ParameterErrors.Refused(parameter.ToString(), PythonText.Quote(key), BadCharacters);
        }

        if (!IsPlainPath(key))
        {
            throw ParameterErrors.Refused(
                parameter.ToString(),
                PythonText.Quote(key),
                ": Names may be treated as files in certain cases, and must not resolve to other names when treated " +
                $"as such. This name would resolve to '{Normalise(key)}'");
        }

        if (key.Length > MaxLength)
        {
            throw ParameterErrors.TooLong(title, MaxLength);
        }
    }

    private static bool HasOnlyAllowedCharacters(string key)
    {
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !(c is '_' or '/' or '.' or '-' or ' ' or ':'))
            {
                return HasOnlyAllowedRunes(key);
            }
        }

        return true;
    }

    private static bool HasOnlyAllowedRunes(string key)
    {
        foreach (var rune in key.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && !(rune.IsAscii && "_/.- :".Contains((char)rune.Value)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the key is the same after normalisation and stays below its folder.</summary>
    private static bool IsPlainPath(ReadOnlySpan<char> key)
    {
        if (key.IsEmpty)
        {
            return false;
        }

        if (key.IndexOfAny('/', '.') < 0)
        {
            return true;
        }

        if (key.StartsWith("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var range in key.Split('/'))
        {
            if (key[range] is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The path as Python's <c>posixpath.normpath</c> resolves it.</summary>
    private static string Normalise(string key)
    {
        var isAbsolute = key.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in key.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or ".") && !(part == ".." && isAbsolute))
            {
                parts.Add(part);
            }
        }

        var path = (isAbsolute ? "/" : "") + string.Join('/', parts);
        return path.Length == 0 ? "." : path;
    }
}
