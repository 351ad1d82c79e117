using System.Text;
using System.Text.RegularExpressions;

namespace Tracking.Server.Access;

/// <summary>
/// A shell pattern as Python's fnmatch reads it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a]</c>. Case does not count.
/// </summary>
internal sealed class GlobPattern
{
    private readonly Regex _regex;

    public GlobPattern(string pattern) =>
        _regex = new Regex(
            Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public bool Matches(string text) => _regex.IsMatch(text);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' && i + 2 < pattern.Length ? pattern.IndexOf(']', i + 2) : -1;
            if (close > 0)
            {
                regex.Append(SetOf(pattern[(i + 1)..close]));
                i = close;
                continue;
            }

            regex.Append(pattern[i] switch
            {
                '*' => ".*",
                '?' => ".",
                var literal => Regex.Escape(literal.ToString()),
            });
        }

        return regex.Append(@"\z").ToString();
    }

    private static string SetOf(string members)
    {
        var isNegated = members[0] == '!';
        var escaped = (isNegated ? members[1..] : members)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("[", @"\[", StringComparison.Ordinal)
            .Replace("^", @"\^", StringComparison.Ordinal);
        return $"[{(isNegated ? "^" : "")}{escaped}]";
    }
}
