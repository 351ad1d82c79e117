using System.Text.Json.Serialization;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>What the doctor found.</summary>
internal sealed record DoctorReport(
    IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, string> Environment)
{
    private const int NameWidth = 12;

    public bool HasFailures => Findings.Any(finding => finding.Level == FindingLevel.Fail);

    public async Task WriteAsync(ResultTarget target)
    {
        if (target.Format == OutputFormat.Json)
        {
            var json = new DoctorJson(
                ProductVersion.Text,
                [.. Findings.Select(each => new FindingJson(each.Name, NameOf(each.Level), each.Detail, each.Advice))],
                Environment);
            await target.Output.Results.WriteLineAsync(
                JsonText.Of(json, DoctorJsonContext.Default.DoctorJson, isIndented: true).AsMemory(),
                target.CancellationToken);
            return;
        }

        var text = new BufferedText(target.Output.Results);
        foreach (var finding in Findings)
        {
            await WriteAsync(finding, text, target);
        }

        if (Environment.Count > 0)
        {
            await text.WriteLineAsync("\nEnvironment", target.CancellationToken);
            foreach (var (name, value) in Environment)
            {
                await text.WriteLineAsync($"  {name}={CellText.Harmless(value)}", target.CancellationToken);
            }
        }

        await text.WriteLineAsync("\n" + Summary(), target.CancellationToken);
        await text.FlushAsync(target.CancellationToken);
    }

    private static async Task WriteAsync(Finding finding, BufferedText text, ResultTarget target)
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

    private string Summary()
    {
        var failures = Findings.Count(finding => finding.Level == FindingLevel.Fail);
        var warnings = Findings.Count(finding => finding.Level == FindingLevel.Warn);
        return (failures, warnings) switch
        {
            (0, 0) => "All is well.",
            (0, _) => $"Works, with {warnings} warning{(warnings == 1 ? "" : "s")}.",
            _ => $"{failures} failed, {warnings} warning{(warnings == 1 ? "" : "s")}.",
        };
    }

    private static string NameOf(FindingLevel level) => level switch
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

/// <summary>The report as JSON.</summary>
internal sealed record DoctorJson(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("checks")] IReadOnlyList<FindingJson> Checks,
    [property: JsonPropertyName("environment")] IReadOnlyDictionary<string, string> Environment);

/// <summary>One check; <c>level</c> is ok, -, warn or fail.</summary>
internal sealed record FindingJson(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("level")] string Level,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("advice")] string? Advice);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorJson))]
internal sealed partial class DoctorJsonContext : JsonSerializerContext;
