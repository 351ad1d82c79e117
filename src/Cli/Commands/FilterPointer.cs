using System.Globalization;
using System.Text.RegularExpressions;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands;

/// <summary>
/// Finds where a filter is wrong: at the position that a message states, else at the piece that it quotes, which is
/// all that stock MLflow servers tell.
/// </summary>
internal static partial class FilterPointer
{
    private const int ShownBefore = 60;
    private const int ShownAfter = 40;

    /// <summary>The text and a line of marks below it; null where the message says no place.</summary>
    public static string? Find(string message, IReadOnlyList<string> texts)
    {
        var place = texts.Count == 0 ? null : Stated(message, texts[0]) ?? Quoted(message, texts);
        if (place is not { } found)
        {
            return null;
        }

        var start = Math.Max(0, found.Start - ShownBefore);
        var end = Math.Min(found.Text.Length, found.Start + Math.Max(found.Length, ShownAfter));
        var shown = CellText.Harmless(found.Text[start..end]);
        var before = TextWidth.Of(shown[..(found.Start - start)]);
        var marked = Math.Max(1, TextWidth.Of(found.Text.Substring(found.Start, found.Length)));
        return $"  {shown}\n  {new string(' ', before)}{new string('^', marked)}";
    }

    private static Place? Stated(string message, string filter) =>
        Position().Match(message) is { Success: true } match
        && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var position)
        && position >= 1 && position <= filter.Length + 1
            ? new Place(filter, position - 1, 0)
            : null;

    private static Place? Quoted(string message, IReadOnlyList<string> texts) => (
        from match in Pieces().Matches(message)
        let pieces = match.Groups[2].Captures.Select(capture => capture.Value).Prepend(match.Groups[1].Value).ToList()
        from text in texts
        let start = text.IndexOf(pieces[0], StringComparison.Ordinal)
        where start >= 0
        select (Place?)new Place(text, start, EndOf(pieces, text, start) - start)).FirstOrDefault();

    /// <summary>Where the last of several pieces ends that follow each other in the text as in the message.</summary>
    private static int EndOf(IEnumerable<string> pieces, string text, int start)
    {
        var end = start;
        foreach (var piece in pieces)
        {
            var next = text.IndexOf(piece, end, StringComparison.Ordinal);
            end = next < 0 ? end : next + piece.Length;
        }

        return end;
    }

    private readonly record struct Place(string Text, int Start, int Length);

    [GeneratedRegex(@"at position (\d+)")]
    private static partial Regex Position();

    [GeneratedRegex("'([^']+)'(?:, '([^']+)')*")]
    private static partial Regex Pieces();
}
