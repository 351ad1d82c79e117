using System.CommandLine;
using Tracking.Serving.BatchScoring;

namespace Tracking.Cli.Commands.Predict;

/// <summary>Formats of rows, as options and as names of files tell them.</summary>
internal static class RowFormatOption
{
    public static Option<RowFormat?> Create(string name, string what)
    {
        var option = new Option<RowFormat?>(name)
        {
            Description = $"Format {what}. [default: as the file's name tells]",
            HelpName = "csv|jsonl",
            CustomParser = result => result.Tokens[0].Value.ToLowerInvariant() switch
            {
                "csv" => RowFormat.Csv,
                "jsonl" => RowFormat.JsonLines,
                _ => Refuse(result, name),
            },
        };
        option.CompletionSources.Add("csv", "jsonl");
        return option;
    }

    /// <summary>Null for no file, or where its name does not tell.</summary>
    public static RowFormat? OfFile(string? path)
    {
        var name = path is not null && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name)?.ToLowerInvariant() switch
        {
            ".csv" => RowFormat.Csv,
            ".jsonl" or ".ndjson" => RowFormat.JsonLines,
            _ => null,
        };
    }

    private static RowFormat? Refuse(System.CommandLine.Parsing.ArgumentResult result, string name)
    {
        result.AddError($"{name} is '{result.Tokens[0].Value}', expected csv or jsonl.");
        return null;
    }
}
