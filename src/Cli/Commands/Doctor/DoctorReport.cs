using System.Text.Json.Serialization;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>What the doctor found.</summary>
internal sealed record DoctorReport(
    IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, string> Environment)
{
    public bool HasFailures => Findings.Any(finding => finding.Level == FindingLevel.Fail);

    public async Task WriteAsync(ResultTarget target)
    {
        if (target.Format == OutputFormat.Json)
        {
            var json = new DoctorJson(
                ProductVersion.Text,
                [.. Findings.Select(FindingJson.Of)],
                Environment);
            await target.Output.Results.WriteLineAsync(
                JsonText.Of(json, DoctorJsonContext.Default.DoctorJson, isIndented: true).AsMemory(),
                target.CancellationToken);
            return;
        }

        var text = new BufferedText(target.Output.Results);
        await FindingLines.WriteAsync(Findings, text, target);
        if (Environment.Count > 0)
        {
            await text.WriteLineAsync("\nEnvironment", target.CancellationToken);
            foreach (var (name, value) in Environment)
            {
                await text.WriteLineAsync($"  {name}={CellText.Harmless(value)}", target.CancellationToken);
            }
        }

        await text.WriteLineAsync("\n" + FindingLines.Summary(Findings), target.CancellationToken);
        await text.FlushAsync(target.CancellationToken);
    }

}

/// <summary>The report as JSON.</summary>
internal sealed record DoctorJson(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("checks")] IReadOnlyList<FindingJson> Checks,
    [property: JsonPropertyName("environment")] IReadOnlyDictionary<string, string> Environment);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorJson))]
internal sealed partial class DoctorJsonContext : JsonSerializerContext;
