using System.Buffers;
using System.Text;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// PostgreSQL's texts may not hold the character U+0000, which SQLite's may. It is kept as two characters that begin
/// with U+FDD0, which Unicode sets aside for a program's own use.
/// </summary>
internal static class PostgresText
{
    private const char Mark = '\uFDD0';
    private const string Null = "\uFDD0" + "0";
    private const string MarkItself = "\uFDD0" + "1";

    private static readonly SearchValues<char> Special = SearchValues.Create("\0\uFDD0");

    /// <summary>The text as it is stored. Halves of surrogate pairs become U+FFFD, as in SQLite.</summary>
    public static string Stored(string text)
    {
        if (text.AsSpan().ContainsAny(Special))
        {
            text = text.Replace("\uFDD0", MarkItself, StringComparison.Ordinal)
                .Replace("\0", Null, StringComparison.Ordinal);
        }

        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
            : text;
    }

    /// <summary>The text that was stored so.</summary>
    public static string Original(string stored) => stored.Contains(Mark, StringComparison.Ordinal)
        ? stored.Replace(Null, "\0", StringComparison.Ordinal).Replace(MarkItself, "\uFDD0", StringComparison.Ordinal)
        : stored;
}
