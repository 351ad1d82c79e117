namespace Tracking.Projects.Parameters;

/// <summary>Quotes words for a POSIX shell.</summary>
internal static class CommandQuoting
{
    /// <summary>The word as a shell reads it back, quoted only where it needs to be.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(IsPlain)
            ? word
            : "'" + word.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "@%+=:,./-_".Contains(c);
}
