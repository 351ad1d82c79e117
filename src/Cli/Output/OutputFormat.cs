using System.CommandLine;

namespace Tracking.Cli.Output;

/// <summary>How a command writes its result.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>The API's JSON: one object, or an array with an item per line.</summary>
    Json,

    /// <summary>Comma-separated values under a line of names.</summary>
    Csv,
}

/// <summary>The option <c>--output</c>.</summary>
internal static class OutputFormatOption
{
    /// <summary>For one thing.</summary>
    public static Option<OutputFormat> OfOne() =>
        Create("table, or json for the API's JSON.", OutputFormat.Table, OutputFormat.Json);

    /// <summary>For lists.</summary>
    public static Option<OutputFormat> OfList() => Create(
        "table, json for an array of the API's JSON, or csv.",
        OutputFormat.Table,
        OutputFormat.Json,
        OutputFormat.Csv);

    private static Option<OutputFormat> Create(string description, params OutputFormat[] formats)
    {
        string[] names = [.. formats.Select(format => format.ToString().ToLowerInvariant())];
        var option = new Option<OutputFormat>("--output")
        {
            Description = $"{description} [default: table]",
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                var index = Array.IndexOf(names, text.ToLowerInvariant());
                if (index < 0)
                {
                    result.AddError($"--output is '{text}', expected {string.Join(" or ", names)}.");
                    return OutputFormat.Table;
                }

                return formats[index];
            },
        };
        option.CompletionSources.Add(names);
        return option;
    }
}
