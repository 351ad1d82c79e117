using System.CommandLine;
using Tracking.Cli.Commands.Runs;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;
using Tracking.Contracts.Traces;

namespace Tracking.Cli.Commands.Traces;

/// <summary><c>tracking traces</c>: MLflow's verbs for traces.</summary>
internal static class TracesCommand
{
    private static readonly ListView<TraceInfo> List = new(
        [
            new("trace_id", trace => trace.TraceId),
            new("state", trace => trace.State?.ToString().ToUpperInvariant())
            {
                Ink = trace => trace.State == TraceState.Error ? Ink.Bad : Ink.Plain,
            },
            new("request_time", trace => TimeOf(trace)),
            new("execution_duration", trace => trace.ExecutionDuration) { IsNumber = true },
            new("request_preview", trace => trace.RequestPreview) { Shrinks = true },
            new("response_preview", trace => trace.ResponsePreview) { Shrinks = true },
        ],
        WireJson.Default.TraceInfo,
        "No traces match.");

    public static Command Create(CommandOutput output) => new("traces", "Find, show, tag and delete traces.")
    {
        Search(output),
        Get(output),
        Delete(output),
        SetTag(output),
        DeleteTag(output),
    };

    private static ClientCommand Search(CommandOutput output)
    {
        var search = new SearchOptions("status = 'ERROR' AND span.type = 'LLM'", "execution_time_ms DESC");
        var experiments = new RunExperiments();
        var command = new ClientCommand(output, "search", "List the traces of experiments, all or those that match.")
        {
            Aliases = { "list" },
            Examples = ["tracking traces search -x 0 -f \"status = 'ERROR'\" --max-results 10"],
        };
        experiments.AddTo(command);
        search.AddTo(command, hasView: false);
        return command.Does(async call =>
        {
            var traces = call.Client.Traces.SearchAsync(
                await experiments.IdsAsync(call), search.Filter(call), search.Order(call), call.CancellationToken);
            await List.WriteAsync(
                search.Max(call) is { } max ? traces.Take(max) : traces,
                call.Get(search.Output),
                output,
                call.CancellationToken);
        });
    }

    private static ClientCommand Get(CommandOutput output)
    {
        var trace = TraceId();
        var command = new ClientCommand(output, "get", "Show a trace with its spans, as JSON.") { trace };
        return command.Does(async call => await call.SayAsync(JsonText.Of(
            await call.Client.Traces.GetAsync(
                call.Get(trace)!, allowPartial: true, cancellationToken: call.CancellationToken),
            WireJson.Default.Trace,
            isIndented: true)));
    }

    private static ClientCommand Delete(CommandOutput output)
    {
        var experiment = new Option<string>("--experiment-id", "-x")
        {
            Description = "The experiment in which they lie.",
            HelpName = "id",
            Required = true,
        };
        var traces = new Option<string[]>("--trace-ids", "-t")
        {
            Description = "The traces, separated by commas, or repeated.",
            HelpName = "ids",
            Required = true,
        };
        var confirmation = new Confirmation();
        var command = new ClientCommand(output, "delete", "Delete traces for good.") { experiment, traces };
        confirmation.AddTo(command);
        return command.Does(async call =>
        {
            string[] ids = [.. call.Get(traces)!.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries))];
            if (!await confirmation.IsGivenAsync(call, $"Delete {ids.Length} traces? This cannot be taken back."))
            {
                return ExitCodes.Failure;
            }

            var deleted = await call.Client.Traces.DeleteAsync(call.Get(experiment)!, ids, call.CancellationToken);
            await call.SayAsync($"Deleted {deleted} traces.");
            return ExitCodes.Success;
        });
    }

    private static ClientCommand SetTag(CommandOutput output)
    {
        var trace = TraceId();
        var (key, value) = (Text("--key", "-k", "The tag's key."), Text("--value", "-v", "Its value."));
        var command = new ClientCommand(output, "set-tag", "Set a tag of a trace.") { trace, key, value };
        return command.Does(async call =>
        {
            await call.Client.Traces.SetTagAsync(
                call.Get(trace)!, call.Get(key)!, call.Get(value)!, call.CancellationToken);
            await call.SayAsync($"Set tag {call.Get(key)} on trace {call.Get(trace)}.");
        });
    }

    private static ClientCommand DeleteTag(CommandOutput output)
    {
        var trace = TraceId();
        var key = Text("--key", "-k", "The tag's key.");
        var command = new ClientCommand(output, "delete-tag", "Remove a tag of a trace.") { trace, key };
        return command.Does(async call =>
        {
            await call.Client.Traces.DeleteTagAsync(call.Get(trace)!, call.Get(key)!, call.CancellationToken);
            await call.SayAsync($"Deleted tag {call.Get(key)} from trace {call.Get(trace)}.");
        });
    }

    private static Option<string> TraceId() => Text("--trace-id", "-t", "The trace.");

    private static Option<string> Text(string name, string alias, string description) => new(name, alias)
    {
        Description = description,
        HelpName = name.Split('-')[^1],
        Required = true,
    };

    private static DateTimeOffset? TimeOf(TraceInfo trace) =>
        DateTimeOffset.TryParse(trace.RequestTime, out var time) ? time : null;
}
