using System.CommandLine;
using Tracking.Cli.Commands.Projects;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Projects.Comparison;

namespace Tracking.Cli.Commands.Runs;

/// <summary><c>tracking runs diff</c>: what differs between two runs.</summary>
internal static class RunsDiff
{
    private const int ValueMax = 60;
    private const string Missing = "-";

    public static Command Create(CommandOutput output)
    {
        var first = new Argument<string>("first") { Description = "The id of a run." };
        var second = new Argument<string>("second") { Description = "The id of another run." };
        var format = new Option<string>("--output")
        {
            Description = "text, or json.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var trackingUri = new Option<string?>("--tracking-uri")
        {
            Description = "Server that keeps the runs. [env: MLFLOW_TRACKING_URI]",
        };
        var command = new Command(
            "diff", "Say what differs between two runs: code, data, params, environment, results, tags.")
        {
            first, second, format, trackingUri,
        };
        command.SetAction((parsed, cancellationToken) => ProjectErrors.ToExitCodeAsync(output, async () =>
        {
            await using var client = new TrackingClient(parsed.GetValue(trackingUri));
            var differences = await new RunComparison(client).CompareAsync(
                parsed.GetValue(first)!, parsed.GetValue(second)!, cancellationToken);
            await output.Results.WriteLineAsync(
                parsed.GetValue(format) == "json" ? differences.ToJson() : TextOf(differences));
            return ExitCodes.Success;
        }));
        return command;
    }

    private static string TextOf(RunDifferences differences)
    {
        if (differences.AreSame)
        {
            return "The runs do not differ.";
        }

        var rows = differences.Sections.SelectMany(section => section.Differences).ToList();
        var keys = rows.Max(row => row.Key.Length);
        var firsts = rows.Max(row => Cell(row.First).Length);
        var lines = differences.Sections.Where(section => section.Differences.Count > 0).SelectMany(section =>
            section.Differences
                .Select(row => $"  {row.Key.PadRight(keys)}  {Cell(row.First).PadRight(firsts)}  {Cell(row.Second)}")
                .Prepend(section.Name));
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>One line, cut; the whole value is in the JSON.</summary>
    private static string Cell(string? value)
    {
        var line = (value ?? Missing).ReplaceLineEndings(" ");
        return line.Length <= ValueMax ? line : line[..(ValueMax - 1)] + "…";
    }
}
