using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Server.Traces;

/// <summary>
/// Times and durations as protobuf's JSON writes them: <c>2026-11-21T07:32:03.732Z</c>, <c>1.500s</c>.
/// </summary>
internal static class WireTime
{
    public static string OfTime(long ms)
    {
        var format = ms % 1_000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        return DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString(format, CultureInfo.InvariantCulture);
    }

    public static string OfDuration(long ms) => ms % 1_000 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{ms / 1_000}s")
        : string.Create(CultureInfo.InvariantCulture, $"{ms / 1_000m:0.000}s");

    /// <summary>Milliseconds since the epoch; null for no text.</summary>
    public static long? ParseTime(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw ParameterErrors.Refused(
                field, PythonText.Quote(text), ". Expected a time such as 2026-11-21T07:32:03.732Z");
    }

    /// <summary>Milliseconds; null for no text.</summary>
    public static long? ParseDuration(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text[^1] == 's' && decimal.TryParse(
            text.AsSpan(0, text.Length - 1),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var seconds)
            && Math.Abs(seconds) < 1e12m
            ? (long)(seconds * 1_000)
            : throw ParameterErrors.Refused(
                field, PythonText.Quote(text), ". Expected seconds with their unit, such as 1.5s");
    }
}
