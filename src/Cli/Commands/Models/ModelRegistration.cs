using System.CommandLine;
using Tracking.Cli.Commands.Artifacts;
using Tracking.Cli.Output;
using Tracking.Client.Models;
using Tracking.Contracts.Json;
using Tracking.Contracts.Registry;
using Tracking.Models.Uris;

namespace Tracking.Cli.Commands.Models;

/// <summary>How models come into the registry and out of it.</summary>
internal static class ModelRegistration
{
    public static Command Create(CommandOutput output)
    {
        var name = ModelOptions.Name();
        var description = new Option<string?>("--description") { Description = "For readers.", HelpName = "text" };
        var command = new ClientCommand(output, "create", "Create a registered model without versions.")
        {
            name, description,
        };
        return command.Does(async call =>
        {
            var model = await call.Client.RegisteredModels.CreateAsync(
                call.Get(name)!, call.Get(description), call.CancellationToken);
            await call.SayAsync($"Created registered model '{model.Name}'.");
        });
    }

    public static Command Register(CommandOutput output)
    {
        var uri = ModelOptions.Uri();
        var name = ModelOptions.Name();
        var description = new Option<string?>("--description") { Description = "For readers.", HelpName = "text" };
        var tags = TagOptions.Pairs("--tag", "-t", "A tag of the version; repeat it for more.");
        var alias = new Option<string?>("--alias", "-a")
        {
            Description = "An alias to point to it.",
            HelpName = "alias",
        };
        var format = OutputFormatOption.OfOne();
        var command = new ClientCommand(
            output, "register", "Make a model the next version of a registered one, which is created if missing.")
        {
            Examples =
            [
                "tracking models register -m runs:/RUN_ID/model -n digits --alias champion",
                "tracking models register -m models:/digits-staging/3 -n digits",
            ],
        };
        foreach (var option in (Option[])[uri, name, description, tags, alias, format])
        {
            command.Add(option);
        }

        return command.Does(async call =>
        {
            var parsed = ModelUri.Parse(call.Get(uri)!);
            var resolved = await call.Client.Models.ResolveAsync(parsed, call.CancellationToken);
            await call.Client.RegisteredModels.GetOrCreateAsync(call.Get(name)!, call.CancellationToken);
            var version = await call.Client.ModelVersions.CreateAsync(
                new CreateModelVersionRequest
                {
                    Name = call.Get(name),
                    Source = SourceOf(resolved),
                    RunId = resolved.RunId,
                    ModelId = resolved.ModelId,
                    Description = call.Get(description),
                    Tags =
                    [
                        .. call.Pairs(tags).Select(tag => new ModelVersionTag { Key = tag.Key, Value = tag.Value }),
                    ],
                },
                call.CancellationToken);
            if (call.Get(alias) is { } pointing)
            {
                await call.Client.RegisteredModels.SetAliasAsync(
                    version.Name!, pointing, version.Version!, cancellationToken: call.CancellationToken);
            }

            await TellAsync(call, version, call.Target(format));
        });
    }

    public static Command Download(CommandOutput output)
    {
        var uri = ModelOptions.Uri();
        var target = new Option<string>("--dst-path", "-d")
        {
            Description = "A folder; what is in it stays.",
            HelpName = "folder",
            Required = true,
        };
        var command = new ClientCommand(output, "download", "Download a model's folder and print where it is.")
        {
            uri, target,
        };
        return command.Does(async call => await call.SayAsync(await DownloadStaging.FetchAsync(
            new StagedDownload(call.Get(uri)!, call.Get(target)!, ""),
            async staging =>
            {
                await call.Client.Models.DownloadAsync(
                    ModelUri.Parse(call.Get(uri)!), staging, call.CancellationToken);
                return staging;
            })));
    }

    private static Task TellAsync(ClientCall call, ModelVersion version, ResultTarget target) =>
        target.Format == OutputFormat.Json
            ? DetailView.WriteAsync(version, WireJson.Default.ModelVersion, ModelViews.Details, target)
            : call.SayAsync($"Created version '{version.Version}' of model '{version.Name}'.");

    /// <summary>A logged model stands for itself, as in MLflow 3; anything else is its place.</summary>
    private static string SourceOf(ResolvedModel model) =>
        model.ModelId is { } id ? $"models:/{id}" : model.ArtifactUri;
}
