using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>Turns the placeholders of the common SQL into those of PostgreSQL.</summary>
internal static class PostgresSql
{
    private static readonly ConcurrentDictionary<string, string> Constants = new(StringComparer.Ordinal);

    /// <summary>For SQL in constants: each is turned once.</summary>
    public static string OfConstant(string sql) => Constants.GetOrAdd(sql, Of);

    /// <summary><c>?</c> counts on from the greatest number before it, <c>?2</c> becomes <c>$2</c>; text in quotes is
    /// left.</summary>
    public static string Of(string sql)
    {
        var result = new StringBuilder(sql.Length + 16);
        var greatest = 0;
        var inQuotes = false;
        for (var i = 0; i < sql.Length; i++)
        {
            var c = sql[i];
            inQuotes ^= c == '\'';
            if (c != '?' || inQuotes)
            {
                result.Append(c);
                continue;
            }

            var end = i + 1;
            while (end < sql.Length && char.IsAsciiDigit(sql[end]))
            {
                end++;
            }

            var number = end == i + 1
                ? greatest + 1
                : int.Parse(sql.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            greatest = Math.Max(greatest, number);
            result.Append(CultureInfo.InvariantCulture, $"${number}");
            i = end - 1;
        }

        return result.ToString();
    }
}
