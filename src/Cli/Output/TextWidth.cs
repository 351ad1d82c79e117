using System.Globalization;
using System.Text;

namespace Tracking.Cli.Output;

/// <summary>How many columns of a terminal text takes: none for marks, two for wide characters.</summary>
internal static class TextWidth
{
    private const string Ellipsis = "…";

    /// <summary>First and last code points that terminals draw over two columns.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF),
        (0x20000, 0x3FFFD),
    ];

    public static int Of(string text) => IsAscii(text) ? text.Length : Elements(text).Sum(OfElement);

    /// <summary>The text, or as much of its start as fits with an ellipsis after it.</summary>
    public static string Cut(string text, int columns)
    {
        if (Of(text) <= columns)
        {
            return text;
        }

        var kept = new StringBuilder();
        var width = 0;
        foreach (var element in Elements(text))
        {
            width += OfElement(element);
            if (width > columns - 1)
            {
                break;
            }

            kept.Append(element);
        }

        return kept + Ellipsis;
    }

    public static string Pad(string text, int columns, bool isNumber)
    {
        var spaces = new string(' ', Math.Max(0, columns - Of(text)));
        return isNumber ? spaces + text : text + spaces;
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);

    private static IEnumerable<string> Elements(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    /// <summary>Marks are drawn over the character before them, so the first one counts.</summary>
    private static int OfElement(string element)
    {
        var rune = Rune.GetRuneAt(element.ToWellFormed(), 0);
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ => Wide.Any(range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1,
        };
    }

    /// <summary>A lone half of a pair is drawn as one mark.</summary>
    private static string ToWellFormed(this string element) =>
        Rune.TryGetRuneAt(element, 0, out _) ? element : "\uFFFD";
}
