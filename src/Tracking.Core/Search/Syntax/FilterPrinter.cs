using System.Text;

namespace Tracking.Core.Search.Syntax;

/// <summary>Writes a filter so that parsing it again gives the same filter.</summary>
internal static class FilterPrinter
{
    private const int OrLevel = 0;
    private const int AndLevel = 1;
    private const int NotLevel = 2;

    public static string Print(FilterNode node) => Print(node, OrLevel);

    public static string Print(FilterValue value) => value switch
    {
        TextValue text => Quote(text.Text, '\''),
        NumberValue number => number.Text,
        WordValue word => word.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a value of a filter."),
    };

    public static string Print(FilterList list) => "(" + string.Join(", ", list.Items.Select(Print)) + ")";

    private static string Print(FilterNode node, int level) => node switch
    {
        OrNode either => Nest($"{Print(either.Left, OrLevel)} OR {Print(either.Right, AndLevel)}", level > OrLevel),
        AndNode both => Nest($"{Print(both.Left, AndLevel)} AND {Print(both.Right, NotLevel)}", level > AndLevel),
        NotNode opposite => $"NOT {Print(opposite.Operand, NotLevel)}",
        ComparisonNode c => $"{Print(c.Field)} {c.Comparator} {Print(c.Value)}",
        InNode i => $"{Print(i.Field)} {Not(i.Negated)}IN {Print(i.List)}",
        BetweenNode b => $"{Print(b.Field)} {Not(b.Negated)}BETWEEN {Print(b.Low)} AND {Print(b.High)}",
        IsNullNode n => $"{Print(n.Field)} IS {Not(n.Negated)}NULL",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "Not a node of a filter."),
    };

    private static string Nest(string text, bool needed) => needed ? $"({text})" : text;

    private static string Not(bool negated) => negated ? "NOT " : string.Empty;

    private static string Print(FieldName name)
    {
        if (name.Entity is null)
        {
            return IsPlain(name.Key) ? name.Key : Quote(name.Key, '`');
        }

        var text = new StringBuilder(IsPlain(name.Entity) ? name.Entity : Quote(name.Entity, '`')).Append('.');
        var plainKey = name.Key.Split('.').All(part => part.Length > 0 && part.All(FilterLexer.IsWordPart));
        return text.Append(plainKey ? name.Key : Quote(name.Key, '`')).ToString();
    }

    private static bool IsPlain(string word) =>
        word.Length > 0 && FilterLexer.IsWordStart(word[0]) && word.All(FilterLexer.IsWordPart)
        && !FilterParser.IsReserved(word);

    private static string Quote(string text, char quote) =>
        quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;
}
