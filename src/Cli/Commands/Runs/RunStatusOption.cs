using System.CommandLine;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary>The option <c>--status</c>, under the names of the API.</summary>
internal static class RunStatusOption
{
    private static readonly string[] Names =
        [.. Enum.GetValues<RunStatus>().Select(status => status.ToString().ToUpperInvariant())];

    public static Option<RunStatus?> Create(string description)
    {
        var option = new Option<RunStatus?>("--status")
        {
            Description = description,
            HelpName = string.Join('|', Names),
            CustomParser = result => Parse(result.Tokens[0].Value, result.AddError),
        };
        option.CompletionSources.Add(Names);
        return option;
    }

    private static RunStatus? Parse(string text, Action<string> fail)
    {
        if (Names.Contains(text.ToUpperInvariant()))
        {
            return Enum.Parse<RunStatus>(text, ignoreCase: true);
        }

        fail($"--status is '{text}', expected {string.Join(", ", Names)}.");
        return null;
    }
}
