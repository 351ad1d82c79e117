using System.CommandLine;
using Tracking.Cli.Commands.Runs;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;

namespace Tracking.Cli.Commands.Experiments;

/// <summary>The verbs that only look.</summary>
internal static class ExperimentQueries
{
    public static Command Search(CommandOutput output)
    {
        var search = new SearchOptions("name LIKE 'digits%' AND tags.team = 'vision'", "creation_time DESC");
        var command = new ClientCommand(output, "search", "List experiments, all or those that match.")
        {
            Aliases = { "list" },
            Examples =
            [
                "tracking experiments search",
                "tracking experiments search --filter \"name LIKE 'digits%'\" --order-by \"name ASC\" --output csv",
            ],
        };
        search.AddTo(command, hasView: true);
        return command.Does(call => ExperimentViews.List.WriteAsync(
            call.Client.Experiments.SearchAsync(
                search.Filter(call), search.Order(call), search.View(call), search.Max(call), call.CancellationToken),
            call.Get(search.Output),
            output,
            call.CancellationToken));
    }

    public static Command Get(CommandOutput output)
    {
        var choice = new ExperimentChoice();
        var format = OutputFormatOption.OfOne();
        var command = new ClientCommand(output, "get", "Show an experiment, deleted or not.")
        {
            Examples = ["tracking experiments get -x 0", "tracking experiments get -n digits --output json"],
        };
        choice.AddTo(command);
        command.Add(format);
        return command.Does(async call => await DetailView.WriteAsync(
            await choice.GetAsync(call), WireJson.Default.Experiment, ExperimentViews.Details, call.Target(format)));
    }

    public static Command Csv(CommandOutput output)
    {
        var choice = new ExperimentChoice();
        var file = new Option<string?>("--filename", "-o")
        {
            Description = "The file to write, replaced if it exists; standard output by default.",
            HelpName = "file",
        };
        var command = new ClientCommand(output, "csv", "Export all runs of an experiment, a column for each key.")
        {
            Examples = ["tracking experiments csv -x 0 -o runs.csv"],
        };
        choice.AddTo(command);
        command.Add(file);
        return command.Does(async call =>
        {
            // Runs of an experiment that is not there would be an empty export, and no error.
            var id = (await choice.GetAsync(call)).ExperimentId!;
            var runs = call.Client.Runs.SearchAsync([id], cancellationToken: call.CancellationToken);
            if (call.Get(file) is not { } path)
            {
                await RunCsv.WriteAsync(runs, output.Results, call.CancellationToken);
                return;
            }

            await RunCsv.WriteFileAsync(runs, path, call.CancellationToken);
            await call.SayAsync($"Experiment with ID {id} has been exported as a CSV to file: {path}.");
        });
    }
}
