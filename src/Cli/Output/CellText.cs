using System.Globalization;
using System.Text;

namespace Tracking.Cli.Output;

/// <summary>Writes values of columns: short and in local time for people, exact and in UTC for programs.</summary>
internal static class CellText
{
    /// <summary>For a table; what a server sends cannot move the cursor or break the line.</summary>
    public static string ForPeople(object? value, TimeZoneInfo zone) => value switch
    {
        null => "",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        DateTimeOffset time => TimeZoneInfo.ConvertTime(time, zone)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan duration => Duration(duration),
        ByteCount size => Size(size.Bytes),
        _ => Harmless(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>For CSV: nothing is lost.</summary>
    public static string ForPrograms(object? value) => value switch
    {
        null => "",
        double number when double.IsPositiveInfinity(number) => "inf",
        double number when double.IsNegativeInfinity(number) => "-inf",
        double number when double.IsNaN(number) => "nan",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff+00:00", CultureInfo.InvariantCulture),
        TimeSpan duration => duration.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        ByteCount size => size.Bytes.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Milliseconds since the epoch as a time; null for none and for what is no time.</summary>
    public static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value)
            : null;

    /// <summary>Control characters and those that change the direction of text become marks.</summary>
    public static string Harmless(string text)
    {
        if (!text.Any(IsHarmful))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            clean.Append(!IsHarmful(character) ? character : char.IsWhiteSpace(character) ? ' ' : '\uFFFD');
        }

        return clean.ToString();
    }

    private static bool IsHarmful(char character) => char.IsControl(character)
        || character is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Size(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB", "PB"];
        double size = bytes;
        var unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++)
        {
            size /= 1000;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, unit == 0 ? 0 : 1)} {units[unit]}");
    }

    private static string Duration(TimeSpan duration) => duration switch
    {
        { Ticks: < 0 } => "",
        { TotalSeconds: < 1 } => $"{duration.Milliseconds} ms",
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => $"{duration.Minutes} m {duration.Seconds:00} s",
        { TotalDays: < 1 } => $"{duration.Hours} h {duration.Minutes:00} m",
        _ => $"{duration.Days} d {duration.Hours:00} h",
    };
}

/// <summary>A size: in a unit that fits for people, in bytes for programs.</summary>
internal readonly record struct ByteCount(long Bytes);
