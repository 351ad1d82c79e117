using System.Globalization;
using System.Text;

namespace Tracking.Artifacts;

/// <summary>The one canonicaliser of artifact paths. Each check answers with a problem in words, or null.</summary>
internal static class ArtifactPathSyntax
{
    /// <summary>Name of the folder in which stores keep half-written files; no artifact may use it.</summary>
    internal const string ReservedName = ".tracking-tmp";

    internal const int MaxSegmentBytes = 255;
    internal const int MaxPathBytes = 4096;

    // Nobody encodes a path this often by mistake; whoever does is looking for a way around the checks.
    private const int MaxDecodings = 8;
    private const int MaxShownChars = 80;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    internal static string? Decode(string? text, out string decoded)
    {
        decoded = text ?? "";
        if (decoded.Length > MaxPathBytes * 3)
            return $"it is longer than {MaxPathBytes} bytes";

        for (var round = 0; round < MaxDecodings; round++)
        {
            var next = Uri.UnescapeDataString(decoded);
            if (next == decoded)
                return null;
            decoded = next;
        }

        return $"{Show(text ?? "")} is URL-encoded more than {MaxDecodings} times";
    }

    internal static string? Canonicalise(string? text, out string value)
    {
        value = "";
        if (string.IsNullOrEmpty(text))
            return null;

        var problem = CheckWhole(text);
        if (problem is not null)
            return problem;

        var path = text.EndsWith('/') ? text[..^1] : text;
        foreach (var segment in path.Split('/'))
        {
            problem = CheckSegment(segment);
            if (problem is not null)
                return $"{Show(text)} {problem}";
        }

        value = path;
        return null;
    }

    private static string? CheckWhole(string text)
    {
        if (text.Length > MaxPathBytes)
            return $"it is longer than {MaxPathBytes} bytes";
        if (text[0] == '/')
            return $"{Show(text)} is absolute; expected a path relative to the artifact root";
        if (text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]))
            return $"{Show(text)} starts with a drive letter; expected a path relative to the artifact root";

        foreach (var character in text)
        {
            if (character is '\\')
                return $"{Show(text)} has a backslash; expected forward slashes";
            if (character is '#')
                return $"{Show(text)} has a '#'";
            if (character is ':' && OperatingSystem.IsWindows())
                return $"{Show(text)} has a colon, which no file name can hold on this system";
            if (char.IsControl(character))
                return $"{Show(text)} has a control character";
        }

        return CheckBytes(text);
    }

    private static string? CheckBytes(string text)
    {
        try
        {
            return StrictUtf8.GetByteCount(text) > MaxPathBytes ? $"it is longer than {MaxPathBytes} bytes" : null;
        }
        catch (EncoderFallbackException)
        {
            return $"{Show(text)} has half a surrogate pair, which no file name can hold";
        }
    }

    private static string? CheckSegment(string segment)
    {
        if (segment.Length == 0)
            return "has an empty segment";
        // Windows drops trailing dots and spaces, so ".. " and "..." would climb there.
        if (segment.AsSpan().TrimEnd(". ").IsEmpty)
            return $"has the segment '{segment}'";
        if (segment.Equals(ReservedName, StringComparison.OrdinalIgnoreCase))
            return $"uses the name '{ReservedName}', which is reserved for half-written files";
        return StrictUtf8.GetByteCount(segment) > MaxSegmentBytes
            ? $"has a segment longer than {MaxSegmentBytes} bytes"
            : null;
    }

    /// <summary>The text in quotes, shortened and on one line.</summary>
    private static string Show(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxShownChars)))
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                shown.Append(character);
        }

        return shown.Append(text.Length > MaxShownChars ? "…'" : "'").ToString();
    }
}
