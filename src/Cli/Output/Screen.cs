namespace Tracking.Cli.Output;

/// <summary>What stands at the other end of standard output: a person's terminal, or a file or program.</summary>
/// <param name="Columns">Characters of a line; null where lines may have any length.</param>
/// <param name="HasColours">Whether colours are wanted.</param>
/// <param name="CanAnswer">Whether somebody is there who can be asked.</param>
internal sealed record Screen(int? Columns, bool HasColours, bool CanAnswer)
{
    private const int NarrowestColumns = 20;

    /// <summary>No terminal: nothing is cut, coloured or asked.</summary>
    public static Screen None { get; } = new(null, false, false);

    /// <summary>That of the process, if <paramref name="results"/> is its standard output.</summary>
    public static Screen Of(TextWriter results) =>
        ReferenceEquals(results, Console.Out) && !Console.IsOutputRedirected
            ? new Screen(
                // Terminals without a size, as of some build servers, say 0.
                Console.WindowWidth is var columns && columns >= NarrowestColumns ? columns : null,
                WantsColours(Environment.GetEnvironmentVariable),
                !Console.IsInputRedirected)
            : None;

    /// <summary>See https://no-color.org.</summary>
    internal static bool WantsColours(Func<string, string?> variable) =>
        string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is not "dumb";
}
