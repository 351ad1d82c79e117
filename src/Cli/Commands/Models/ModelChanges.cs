using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts.Registry;

namespace Tracking.Cli.Commands.Models;

/// <summary>The verbs that change a model or a version.</summary>
internal static class ModelChanges
{
    public static Command Update(CommandOutput output)
    {
        var name = ModelOptions.Name();
        var version = ModelOptions.OptionalVersion();
        var description = new Option<string>("--description")
        {
            Description = "For readers.",
            HelpName = "text",
            Required = true,
        };
        var command = new ClientCommand(output, "update", "Change the description of a model, or of a version.")
        {
            name, version, description,
        };
        return command.Does(async call =>
        {
            var (model, text) = (call.Get(name)!, call.Get(description)!);
            if (call.Get(version) is { } number)
            {
                await call.Client.ModelVersions.UpdateAsync(model, number, text, call.CancellationToken);
            }
            else
            {
                await call.Client.RegisteredModels.UpdateAsync(model, text, call.CancellationToken);
            }

            await call.SayAsync($"Updated {Of(model, call.Get(version))}.");
        });
    }

    public static Command Rename(CommandOutput output)
    {
        var name = ModelOptions.Name();
        var newName = new Option<string>("--new-name") { Description = "Unique.", HelpName = "name", Required = true };
        var command = new ClientCommand(output, "rename", "Rename a registered model; its versions follow.")
        {
            name, newName,
        };
        return command.Does(async call =>
        {
            await call.Client.RegisteredModels.RenameAsync(
                call.Get(name)!, call.Get(newName)!, call.CancellationToken);
            await call.SayAsync($"Renamed model '{call.Get(name)}' to '{call.Get(newName)}'.");
        });
    }

    public static Command Delete(CommandOutput output)
    {
        var name = ModelOptions.Name();
        var version = ModelOptions.OptionalVersion();
        var confirmation = new Confirmation();
        var command = new ClientCommand(
            output, "delete", "Delete a registered model with all its versions, or one version, for good.")
        {
            name, version,
        };
        confirmation.AddTo(command);
        return command.Does(async call =>
        {
            var (model, number) = (call.Get(name)!, call.Get(version));
            var what = number is null ? $"the model '{model}' with all its versions" : Of(model, number);
            if (!await confirmation.IsGivenAsync(call, $"Delete {what}? This cannot be taken back."))
            {
                return ExitCodes.Failure;
            }

            await (number is null
                ? call.Client.RegisteredModels.DeleteAsync(model, call.CancellationToken)
                : call.Client.ModelVersions.DeleteAsync(model, number, call.CancellationToken));
            await call.SayAsync($"Deleted {Of(model, number)}.");
            return ExitCodes.Success;
        });
    }

    public static Command Transition(CommandOutput output)
    {
        var name = ModelOptions.Name();
        var version = ModelOptions.Version();
        var stage = new Option<string>("--stage", "-s")
        {
            Description = "None, Staging, Production or Archived.",
            HelpName = "stage",
            Required = true,
        };
        stage.CompletionSources.Add("None", "Staging", "Production", "Archived");
        var archive = new Option<bool>("--archive-existing-versions")
        {
            Description = "Move the versions that are in that stage to Archived.",
        };
        var command = new ClientCommand(output, "transition", "Move a version to a stage.")
        {
            name, version, stage, archive,
        };
        return command.Does(async call =>
        {
            var moved = await call.Client.ModelVersions.TransitionStageAsync(
                new TransitionModelVersionStageRequest
                {
                    Name = call.Get(name),
                    Version = call.Get(version),
                    Stage = call.Get(stage),
                    ArchiveExistingVersions = call.Get(archive),
                },
                call.CancellationToken);
            await call.SayAsync($"Version {moved.Version} of model '{moved.Name}' is in stage {moved.CurrentStage}.");
        });
    }

    private static string Of(string model, string? version) =>
        version is null ? $"model '{model}'" : $"version {version} of model '{model}'";
}
