using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Models.Uris;

namespace Tracking.Cli.Commands.Artifacts;

/// <summary><c>tracking artifacts download</c>: of a run, or by a URI; prints where it is then.</summary>
internal static class ArtifactDownload
{
    public static Command Create(CommandOutput output)
    {
        var run = new Option<string?>("--run-id", "-r") { Description = "The run.", HelpName = "id" };
        var path = new Option<string?>("--artifact-path", "-a")
        {
            Description = "A file or folder of the run; everything by default.",
            HelpName = "path",
        };
        var uri = new Option<string?>("--artifact-uri", "-u")
        {
            Description = "In place of --run-id and --artifact-path: runs:/run_id/path, models:/name/version or "
                + "models:/name@alias.",
            HelpName = "uri",
        };
        var target = new Option<string?>("--dst-path", "--dest-path", "-d")
        {
            Description = "A folder; what is in it stays. A temporary folder by default.",
            HelpName = "folder",
        };
        var command = new ClientCommand(output, "download", "Download a file or folder and print where it is.")
        {
            Examples =
            [
                "tracking artifacts download -r RUN_ID -a plots -d ./out",
                "tracking artifacts download -u models:/digits@champion -d ./model",
            ],
        };
        foreach (var option in (Option[])[run, path, uri, target])
        {
            command.Add(option);
        }

        Validate(command, run, path, uri);
        return command.Does(async call =>
        {
            var folder = call.Get(target) ?? Directory.CreateTempSubdirectory("tracking-artifacts-").FullName;
            var place = call.Get(run) is { } id
                ? await OfRunAsync(call, id, call.Get(path) ?? "", folder)
                : await ByUriAsync(call, ModelUri.Parse(call.Get(uri)!), folder);
            await call.SayAsync(place);
        });
    }

    private static void Validate(
        ClientCommand command, Option<string?> run, Option<string?> path, Option<string?> uri)
    {
        command.Validators.Add(result =>
        {
            if (result.GetResult(run) is null == result.GetResult(uri) is null)
            {
                result.AddError("Give either --run-id or --artifact-uri.");
            }

            if (result.GetResult(uri) is not null && result.GetResult(path) is not null)
            {
                result.AddError("--artifact-path goes with --run-id only.");
            }
        });
        uri.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && (!ModelUri.TryParse(token.Value, out var parsed) || parsed is FolderUri))
            {
                result.AddError($"--artifact-uri is '{token.Value}', expected runs:/run_id/path, models:/name/version, "
                    + "models:/name@alias or mlflow-artifacts:/path.");
            }
        });
    }

    /// <summary>Below the folder, under its path in the run.</summary>
    private static Task<string> OfRunAsync(ClientCall call, string runId, string path, string folder) =>
        DownloadStaging.FetchAsync(
            new StagedDownload($"{runId}/{path}", folder, path.Trim('/')),
            staging => call.Client.Artifacts.DownloadAsync(
                runId, path.Length == 0 ? null : path, staging, call.CancellationToken));

    /// <summary>A path of a run below the folder, as MLflow does; a model straight into it.</summary>
    private static Task<string> ByUriAsync(ClientCall call, ModelUri uri, string folder) => uri is RunModelUri inRun
        ? OfRunAsync(call, inRun.RunId, inRun.ArtifactPath, folder)
        : DownloadStaging.FetchAsync(
            new StagedDownload(uri.ToString(), folder, ""),
            async staging =>
            {
                await call.Client.Models.DownloadAsync(uri, staging, call.CancellationToken);
                return staging;
            });
}
