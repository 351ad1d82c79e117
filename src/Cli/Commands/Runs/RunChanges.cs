using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary>The verbs that change something.</summary>
internal static class RunChanges
{
    private const string DescriptionTag = "mlflow.note.content";

    public static Command Create(CommandOutput output) => new RunCreation().Create(output);

    public static Command Update(CommandOutput output)
    {
        var run = RunId.Create();
        var name = new Option<string?>("--run-name") { Description = "A new name.", HelpName = "name" };
        var status = RunStatusOption.Create("A new status; one that ends the run sets its end too.");
        var description = new Option<string?>("--description") { Description = "For readers.", HelpName = "text" };
        var tags = TagOptions.Pairs("--tag", "-t", "Set a tag; repeat it for more.");
        var removed = new Option<string[]>("--remove-tag")
        {
            Description = "Remove a tag; repeat it for more.",
            HelpName = "key",
        };
        var command = new ClientCommand(output, "update", "Change name, status, description and tags of a run.")
        {
            run, name, status, description, tags, removed,
        };
        return command.Does(async call =>
        {
            var id = call.Get(run)!;
            if (call.Get(name) is not null || call.Get(status) is not null)
            {
                await call.Client.Runs.UpdateAsync(
                    new UpdateRunRequest
                    {
                        RunId = id,
                        RunName = call.Get(name),
                        Status = call.Get(status),
                        EndTime = EndOf(call.Get(status)),
                    },
                    call.CancellationToken);
            }

            IEnumerable<(string Key, string Value)> set = call.Get(description) is { } text
                ? [.. call.Pairs(tags), (DescriptionTag, text)]
                : call.Pairs(tags);
            foreach (var (key, value) in set)
            {
                await call.Client.Runs.SetTagAsync(id, key, value, call.CancellationToken);
            }

            foreach (var key in call.Get(removed) ?? [])
            {
                await call.Client.Runs.DeleteTagAsync(id, key, call.CancellationToken);
            }

            await call.SayAsync($"Run with ID {id} has been updated.");
        });
    }

    public static Command Delete(CommandOutput output)
    {
        var run = RunId.Create();
        var confirmation = new Confirmation();
        var command = new ClientCommand(output, "delete", "Mark a run as deleted.") { run };
        confirmation.AddTo(command);
        return command.Does(async call =>
        {
            var id = call.Get(run)!;
            if (!await confirmation.IsGivenAsync(call, $"Delete the run {id}?"))
            {
                return ExitCodes.Failure;
            }

            await call.Client.Runs.DeleteAsync(id, call.CancellationToken);
            await call.SayAsync($"Run with ID {id} has been deleted.");
            return ExitCodes.Success;
        });
    }

    public static Command Restore(CommandOutput output)
    {
        var run = RunId.Create();
        var command = new ClientCommand(output, "restore", "Take back the deletion of a run.") { run };
        return command.Does(async call =>
        {
            await call.Client.Runs.RestoreAsync(call.Get(run)!, call.CancellationToken);
            await call.SayAsync($"Run with id {call.Get(run)} has been restored.");
        });
    }

    public static Command LinkTraces(CommandOutput output)
    {
        var run = RunId.Create();
        var traces = new Option<string[]>("--trace-id", "-t")
        {
            Description = "A trace; repeat it for more, up to 100.",
            HelpName = "id",
            Required = true,
        };
        var command = new ClientCommand(output, "link-traces", "Link traces to a run.") { run, traces };
        return command.Does(async call =>
        {
            var ids = call.Get(traces)!;
            await call.Client.Traces.LinkToRunAsync(ids, call.Get(run)!, call.CancellationToken);
            await call.SayAsync($"Linked {ids.Length} traces to run {call.Get(run)}.");
        });
    }

    private static long? EndOf(RunStatus? status) =>
        status is RunStatus.Finished or RunStatus.Failed or RunStatus.Killed
        ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()
        : null;
}
