using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary>The verbs that only look.</summary>
internal static class RunQueries
{
    private static readonly ListView<Metric> Points = new(
        [
            new("key", point => point.Key) { Shrinks = true },
            new("step", point => point.Step) { IsNumber = true },
            new("timestamp", point => CellText.Time(point.Timestamp)),
            new("value", point => point.Value) { IsNumber = true },
        ],
        WireJson.Default.Metric,
        "The run has no points of that metric.");

    public static Command Search(CommandOutput output)
    {
        var search = new SearchOptions("metrics.accuracy > 0.9 AND params.lr = '0.1'", "metrics.accuracy DESC");
        var experiments = new RunExperiments();
        var columns = RunColumns.CreateOption();
        var command = new ClientCommand(output, "search", "List the runs of experiments, all or those that match.")
        {
            Aliases = { "list" },
            Examples =
            [
                "tracking runs list --experiment-id 0",
                "tracking runs search -n digits -f \"metrics.accuracy > 0.9\" --order-by \"metrics.accuracy DESC\" "
                    + "-c run_id,metrics.accuracy,params.lr --max-results 10",
                "tracking runs search --all-experiments -f \"status = 'FAILED'\" --output json",
            ],
        };
        experiments.AddTo(command);
        search.AddTo(command, hasView: true);
        command.Add(columns);
        return command.Does(async call =>
        {
            var runs = call.Client.Runs.SearchAsync(
                await experiments.IdsAsync(call),
                search.Filter(call),
                search.Order(call),
                search.View(call),
                search.Max(call),
                call.CancellationToken);
            var chosen = RunColumns.Chosen(call.Get(columns));
            if (call.Get(search.Output) == OutputFormat.Csv && chosen.Count == 0)
            {
                await RunCsv.WriteAsync(runs, output.Results, call.CancellationToken);
                return;
            }

            var view = new ListView<Run>(
                chosen.Count > 0 ? chosen : RunColumns.Usual, WireJson.Default.Run, "No runs match.");
            await view.WriteAsync(runs, call.Get(search.Output), output, call.CancellationToken);
        });
    }

    public static Command Describe(CommandOutput output)
    {
        var run = RunId.Create();
        var format = OutputFormatOption.OfOne();
        var command = new ClientCommand(output, "describe", "Show a run with all it logged, deleted or not.")
        {
            run, format,
        };
        return command.Does(async call => await DetailView.WriteAsync(
            await call.Client.Runs.GetAsync(call.Get(run)!, call.CancellationToken),
            WireJson.Default.Run,
            RunDetails.Of,
            call.Target(format)));
    }

    public static Command Metrics(CommandOutput output)
    {
        var run = RunId.Create();
        var key = new Option<string>("--key", "-k") { Description = "The metric.", HelpName = "key", Required = true };
        var format = OutputFormatOption.OfList();
        var command = new ClientCommand(output, "metrics", "List all points of a metric of a run.")
        {
            run, key, format,
        };
        return command.Does(call => Points.WriteAsync(
            call.Client.Metrics.GetHistoryAsync(call.Get(run)!, call.Get(key)!, call.CancellationToken),
            call.Get(format),
            output,
            call.CancellationToken));
    }
}
