using System.Text;
using System.Text.RegularExpressions;

namespace Tracking.Projects.Pipelines.Reuse;

/// <summary>
/// A pattern of files: <c>*</c> and <c>?</c> within a name, <c>**</c> over folders. Without a slash it means files of
/// that name in any folder; a folder's name means all below it.
/// </summary>
internal sealed class FilePattern
{
    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(1);

    private readonly Regex _expression;

    public FilePattern(string pattern)
    {
        var plain = pattern.Trim().Replace('\\', '/');
        plain = plain.StartsWith("./", StringComparison.Ordinal) ? plain[2..] : plain;
        var anywhere = plain.TrimEnd('/').Contains('/', StringComparison.Ordinal) ? "" : "(?:.*/)?";
        // NonBacktracking: patterns come from files of others.
        _expression = new Regex(
            $"^{anywhere}{ExpressionOf(plain.Trim('/'))}(?:/.*)?$",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline,
            MatchTimeMax);
    }

    /// <param name="path">Relative, with slashes.</param>
    public bool Matches(string path) => _expression.IsMatch(path);

    private static string ExpressionOf(string pattern)
    {
        var expression = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var rest = pattern.AsSpan(at);
            if (rest.StartsWith("**/", StringComparison.Ordinal))
            {
                expression.Append("(?:.*/)?");
                at += 2;
            }
            else if (rest.StartsWith("**", StringComparison.Ordinal))
            {
                expression.Append(".*");
                at++;
            }
            else
            {
                expression.Append(rest[0] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var c => Regex.Escape(c.ToString()),
                });
            }
        }

        return expression.ToString();
    }
}
