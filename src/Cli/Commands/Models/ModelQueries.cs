using System.CommandLine;
using Tracking.Cli.Commands.Models.Inspection;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;

namespace Tracking.Cli.Commands.Models;

/// <summary>The verbs that only look.</summary>
internal static class ModelQueries
{
    public static Command Search(CommandOutput output)
    {
        var search = new SearchOptions("name LIKE 'digits%'", "last_updated_timestamp DESC");
        var command = new ClientCommand(output, "search", "List registered models, all or those that match.")
        {
            Aliases = { "list" },
            Examples = ["tracking models search -f \"tags.team = 'vision'\" --output json"],
        };
        search.AddTo(command, hasView: false);
        return command.Does(call => ModelViews.Models.WriteAsync(
            call.Client.RegisteredModels.SearchAsync(
                search.Filter(call), search.Order(call), search.Max(call), call.CancellationToken),
            call.Get(search.Output),
            output,
            call.CancellationToken));
    }

    public static Command Versions(CommandOutput output)
    {
        var search = new SearchOptions("run_id = '…'", "version_number DESC");
        var name = new Option<string?>("--name", "-n") { Description = "Only those of this model.", HelpName = "name" };
        var command = new ClientCommand(output, "versions", "List versions of models, all or those that match.")
        {
            name,
        };
        search.AddTo(command, hasView: false);
        return command.Does(async call =>
        {
            var model = call.Get(name) is { } named
                ? await call.Client.RegisteredModels.GetAsync(named, call.CancellationToken)
                : null;
            await ModelViews.Versions(model).WriteAsync(
                call.Client.ModelVersions.SearchAsync(
                    FilterOf(model?.Name, search.Filter(call)),
                    search.Order(call),
                    search.Max(call),
                    call.CancellationToken),
                call.Get(search.Output),
                output,
                call.CancellationToken);
        });
    }

    public static Command Describe(CommandOutput output)
    {
        var uri = ModelInspectionCommands.UriArgument();
        var name = ModelOptions.OptionalName();
        var version = ModelOptions.OptionalVersion();
        var format = OutputFormatOption.OfOne();
        var command = new ClientCommand(
            output, "describe", "Show a registered model or a version of it, or look into the files behind a URI.")
        {
            Examples = ["tracking models describe -n digits", "tracking models describe models:/digits@champion"],
        };
        command.Add(uri);
        foreach (var option in (Option[])[name, version, format])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(name) is null == result.GetResult(uri) is not { Tokens.Count: > 0 })
            {
                result.AddError("Give either a URI or --name.");
            }
        });
        return command.Does(async call =>
        {
            if (call.Parsed.GetValue(uri) is { } model)
            {
                return await ModelInspectionCommands.DescribeAsync(
                    model, call.Get(command.TrackingUri), call.Target(format));
            }

            await DescribeRegisteredAsync(call, call.Get(name)!, call.Get(version), call.Target(format));
            return ExitCodes.Success;
        });
    }

    private static async Task DescribeRegisteredAsync(
        ClientCall call, string name, string? version, ResultTarget target)
    {
        if (version is not null)
        {
            await DetailView.WriteAsync(
                await call.Client.ModelVersions.GetAsync(name, version, call.CancellationToken),
                WireJson.Default.ModelVersion,
                ModelViews.Details,
                target);
            return;
        }

        await DetailView.WriteAsync(
            await call.Client.RegisteredModels.GetAsync(name, call.CancellationToken),
            WireJson.Default.RegisteredModel,
            ModelViews.Details,
            target);
    }

    private static string? FilterOf(string? name, string? filter)
    {
        if (name is null)
        {
            return filter;
        }

        var quote = name.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
        return $"name = {quote}{name}{quote}" + (filter is null ? "" : $" AND {filter}");
    }
}
