using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts.Registry;

namespace Tracking.Cli.Commands.Models;

/// <summary>Aliases and tags: <c>tracking models alias</c> and <c>tracking models tag</c>.</summary>
internal static class ModelNames
{
    public static Command Aliases(CommandOutput output) => new("alias", "Point names such as champion to versions.")
    {
        SetAlias(output),
        DeleteAlias(output),
    };

    public static Command Tags(CommandOutput output) => new("tag", "Tag models and versions.")
    {
        SetTag(output),
        DeleteTag(output),
    };

    private static ClientCommand SetAlias(CommandOutput output)
    {
        var (name, alias, version) = (ModelOptions.Name(), AliasOption(), ModelOptions.Version());
        var expected = ModelOptions.ExpectedVersion();
        var command = new ClientCommand(output, "set", "Point an alias to a version, away from any other.")
        {
            Examples =
            [
                "tracking models alias set -n digits -a champion -v 3",
                "tracking models alias set -n digits -a champion -v 3 --expected-version 2",
            ],
        };
        foreach (var option in (Option[])[name, alias, version, expected])
        {
            command.Add(option);
        }

        return command.Does(async call =>
        {
            await call.Client.RegisteredModels.SetAliasAsync(
                call.Get(name)!, call.Get(alias)!, call.Get(version)!, call.Get(expected), call.CancellationToken);
            await call.SayAsync($"models:/{call.Get(name)}@{call.Get(alias)} is version {call.Get(version)} now.");
        });
    }

    private static ClientCommand DeleteAlias(CommandOutput output)
    {
        var (name, alias) = (ModelOptions.Name(), AliasOption());
        var command = new ClientCommand(output, "delete", "Remove an alias.") { name, alias };
        return command.Does(async call =>
        {
            await call.Client.RegisteredModels.DeleteAliasAsync(
                call.Get(name)!, call.Get(alias)!, call.CancellationToken);
            await call.SayAsync($"Removed the alias '{call.Get(alias)}' of model '{call.Get(name)}'.");
        });
    }

    private static ClientCommand SetTag(CommandOutput output)
    {
        var (name, version) = (ModelOptions.Name(), ModelOptions.OptionalVersion());
        var tags = TagOptions.Pairs("--tag", "-t", "The tag; repeat it for more.");
        tags.Required = true;
        var command = new ClientCommand(output, "set", "Set tags of a model, or of a version.") { name, version, tags };
        return command.Does(async call =>
        {
            foreach (var (key, value) in call.Pairs(tags))
            {
                await (call.Get(version) is { } number
                    ? call.Client.ModelVersions.SetTagAsync(
                        new SetModelVersionTagRequest
                        {
                            Name = call.Get(name), Version = number, Key = key, Value = value,
                        },
                        call.CancellationToken)
                    : call.Client.RegisteredModels.SetTagAsync(call.Get(name)!, key, value, call.CancellationToken));
            }

            await call.SayAsync($"Tagged model '{call.Get(name)}'.");
        });
    }

    private static ClientCommand DeleteTag(CommandOutput output)
    {
        var (name, version) = (ModelOptions.Name(), ModelOptions.OptionalVersion());
        var key = new Option<string>("--key", "-k")
        {
            Description = "The tag's key.",
            HelpName = "key",
            Required = true,
        };
        var command = new ClientCommand(output, "delete", "Remove a tag of a model, or of a version.")
        {
            name, version, key,
        };
        return command.Does(async call =>
        {
            await (call.Get(version) is { } number
                ? call.Client.ModelVersions.DeleteTagAsync(
                    call.Get(name)!, number, call.Get(key)!, call.CancellationToken)
                : call.Client.RegisteredModels.DeleteTagAsync(call.Get(name)!, call.Get(key)!, call.CancellationToken));
            await call.SayAsync($"Removed the tag '{call.Get(key)}' of model '{call.Get(name)}'.");
        });
    }

    private static Option<string> AliasOption() => new("--alias", "-a")
    {
        Description = "Such as champion.",
        HelpName = "alias",
        Required = true,
    };
}
