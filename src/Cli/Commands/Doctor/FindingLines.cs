using System.Text.Json.Serialization;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>Findings as lines for a person, of doctor and of every other command that checks something.</summary>
internal static class FindingLines
{
    private const int NameWidth = 12;

    public static async Task WriteAsync(IReadOnlyList<Finding> findings, BufferedText text, ResultTarget target)
    {
        foreach (var finding in findings)
        {
            var level = InkOf(finding.Level).On(NameOf(finding.Level).PadRight(4), target.Output.Screen);
            await text.WriteLineAsync(
                $"{level}  {finding.Name.PadRight(NameWidth)}  {CellText.Harmless(finding.Detail)}",
                target.CancellationToken);
            if (finding.Advice is { } advice)
            {
                await text.WriteLineAsync(
                    $"{new string(' ', NameWidth + 8)}{CellText.Harmless(advice)}", target.CancellationToken);
            }
        }
    }

    /// <summary>All of them in one line.</summary>
    public static string Summary(IReadOnlyList<Finding> findings)
    {
        var failures = findings.Count(finding => finding.Level == FindingLevel.Fail);
        var warnings = findings.Count(finding => finding.Level == FindingLevel.Warn);
        return (failures, warnings) switch
        {
            (0, 0) => "All is well.",
            (0, _) => $"Works, with {warnings} warning{(warnings == 1 ? "" : "s")}.",
            _ => $"{failures} failed, {warnings} warning{(warnings == 1 ? "" : "s")}.",
        };
    }

    /// <summary>ok, -, warn or fail.</summary>
    public static string NameOf(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.None => "-",
        FindingLevel.Warn => "warn",
        _ => "fail",
    };

    private static Ink InkOf(FindingLevel level) => level switch
    {
        FindingLevel.Ok => Ink.Good,
        FindingLevel.Warn => Ink.Busy,
        FindingLevel.Fail => Ink.Bad,
        _ => Ink.Plain,
    };
}

/// <summary>One check; <c>level</c> is ok, -, warn or fail.</summary>
internal sealed record FindingJson(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("level")] string Level,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("advice")] string? Advice)
{
    public static FindingJson Of(Finding finding) =>
        new(finding.Name, FindingLines.NameOf(finding.Level), finding.Detail, finding.Advice);
}
