using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracking.Cli.Tests.Transcripts;

/// <summary>
/// A line of a system's documentation and its answer. A file holds <c>$ COMMAND</c>, which may go on in further lines,
/// and below it <c>STATUS</c> with what the answer has to hold: JSON, of which objects may have more members, or a
/// text after <c>~</c>.
/// </summary>
internal sealed partial record Transcript(string Command, int Status, string Expected)
{
    public static IReadOnlyList<Transcript> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Transcripts", name + ".txt");
        return [.. Entry().Matches(File.ReadAllText(path)).Select(entry => new Transcript(
            entry.Groups["command"].Value,
            int.Parse(entry.Groups["status"].Value, CultureInfo.InvariantCulture),
            entry.Groups["expected"].Value.Trim()))];
    }

    /// <summary>As it stands in the documentation, but for the host's own address.</summary>
    public string CommandAt(Uri address) => LocalHost().Replace(Command, address.Authority);

    [GeneratedRegex(@"^\$ (?<command>.*?)\n(?<status>[1-5][0-9]{2})\b(?<expected>.*?)(?=\n\n|\n*\z)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b(localhost|127\.0\.0\.1):\d+")]
    private static partial Regex LocalHost();
}
