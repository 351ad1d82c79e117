using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts;
using Tracking.Contracts.Experiments;

namespace Tracking.Cli.Commands.Experiments;

/// <summary>The verbs that change something.</summary>
internal static class ExperimentChanges
{
    private const string DescriptionTag = "mlflow.note.content";

    public static Command Create(CommandOutput output)
    {
        var name = new Option<string>("--experiment-name", "-n")
        {
            Description = "Unique, deleted experiments included.",
            HelpName = "name",
            Required = true,
        };
        var location = new Option<string?>("--artifact-location", "-l")
        {
            Description = "Root of its artifacts; the server's choice by default.",
            HelpName = "uri",
        };
        var tags = TagOptions.Pairs("--tag", "-t", "A tag; repeat it for more.");
        var command = new ClientCommand(output, "create", "Create an experiment.")
        {
            name, location, tags,
        };
        return command.Does(async call =>
        {
            var request = new CreateExperimentRequest
            {
                Name = call.Get(name),
                ArtifactLocation = call.Get(location),
                Tags = [.. call.Pairs(tags).Select(tag => new ExperimentTag { Key = tag.Key, Value = tag.Value })],
            };
            var created = await call.Client.SendAsync(Routes.Experiments.Create, request, call.CancellationToken);
            await call.SayAsync($"Created experiment '{call.Get(name)}' with id {created.ExperimentId}");
        });
    }

    public static Command Delete(CommandOutput output)
    {
        var choice = new ExperimentChoice();
        var confirmation = new Confirmation();
        var command = new ClientCommand(output, "delete", "Mark an experiment and its runs as deleted.");
        choice.AddTo(command);
        confirmation.AddTo(command);
        return command.Does(async call =>
        {
            var experiment = await choice.GetAsync(call);
            var (id, name) = (experiment.ExperimentId!, experiment.Name);
            if (!await confirmation.IsGivenAsync(call, $"Delete the experiment '{name}' ({id}) with all its runs?"))
            {
                return ExitCodes.Failure;
            }

            await call.Client.Experiments.DeleteAsync(id, call.CancellationToken);
            await call.SayAsync($"Experiment with ID {id} has been deleted.");
            return ExitCodes.Success;
        });
    }

    public static Command Restore(CommandOutput output)
    {
        var choice = new ExperimentChoice();
        var command = new ClientCommand(output, "restore", "Take back the deletion of an experiment.");
        choice.AddTo(command);
        return command.Does(async call =>
        {
            var id = await choice.IdAsync(call);
            await call.Client.Experiments.RestoreAsync(id, call.CancellationToken);
            await call.SayAsync($"Experiment with id {id} has been restored.");
        });
    }

    public static Command Rename(CommandOutput output)
    {
        var choice = new ExperimentChoice();
        var newName = new Option<string>("--new-name") { HelpName = "name", Description = "Unique.", Required = true };
        var command = new ClientCommand(output, "rename", "Rename an active experiment.");
        choice.AddTo(command);
        command.Add(newName);
        return command.Does(async call =>
        {
            var id = await choice.IdAsync(call);
            await call.Client.Experiments.RenameAsync(id, call.Get(newName)!, call.CancellationToken);
            await call.SayAsync($"Experiment with id {id} has been renamed to '{call.Get(newName)}'.");
        });
    }

    public static Command Update(CommandOutput output)
    {
        var choice = new ExperimentChoice();
        var description = new Option<string?>("--description") { Description = "For readers.", HelpName = "text" };
        var tags = TagOptions.Pairs("--tag", "-t", "Set a tag; repeat it for more.");
        var removed = new Option<string[]>("--remove-tag")
        {
            Description = "Remove a tag; repeat it for more.",
            HelpName = "key",
        };
        var command = new ClientCommand(output, "update", "Change the description and tags of an experiment.")
        {
            Examples = ["tracking experiments update -n digits --description \"Handwritten digits\" -t team=vision"],
        };
        choice.AddTo(command);
        command.Add(description);
        command.Add(tags);
        command.Add(removed);
        return command.Does(async call =>
        {
            var id = await choice.IdAsync(call);
            IEnumerable<(string Key, string Value)> set = call.Get(description) is { } text
                ? [.. call.Pairs(tags), (DescriptionTag, text)]
                : call.Pairs(tags);
            foreach (var (key, value) in set)
            {
                await call.Client.Experiments.SetTagAsync(id, key, value, call.CancellationToken);
            }

            foreach (var key in call.Get(removed) ?? [])
            {
                await call.Client.Experiments.DeleteTagAsync(id, key, call.CancellationToken);
            }

            await call.SayAsync($"Experiment with id {id} has been updated.");
        });
    }
}
