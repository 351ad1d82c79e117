using System.CommandLine;
using Tracking.Cli.Commands.Runs;
using Tracking.Cli.Output;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Json;

namespace Tracking.Cli.Commands.Artifacts;

/// <summary><c>tracking artifacts</c>: MLflow's verbs for the files of runs.</summary>
internal static class ArtifactsCommand
{
    private static readonly ListView<ArtifactFile> Files = new(
        [
            new("path", file => file.IsDir == true ? file.Path + "/" : file.Path),
            new("file_size", file => file.FileSize is { } bytes ? new ByteCount(bytes) : null) { IsNumber = true },
        ],
        WireJson.Default.ArtifactFile,
        "There are no artifacts.");

    public static Command Create(CommandOutput output) => new("artifacts", "Upload, list and download files of runs.")
    {
        LogArtifact(output),
        LogArtifacts(output),
        List(output),
        ArtifactDownload.Create(output),
    };

    private static ClientCommand LogArtifact(CommandOutput output)
    {
        var file = new Option<string>("--local-file", "-l")
        {
            Description = "The file.",
            HelpName = "file",
            Required = true,
        };
        var run = RunId.Create();
        var folder = FolderOption();
        var command = new ClientCommand(output, "log-artifact", "Upload a file to a run.")
        {
            Examples = ["tracking artifacts log-artifact -l report.html -r RUN_ID -a reports"],
        };
        command.Add(file);
        command.Add(run);
        command.Add(folder);
        return command.Does(async call =>
        {
            var path = call.Get(file)!;
            await call.Client.Artifacts.UploadFileAsync(
                call.Get(run)!, path, call.Get(folder), call.CancellationToken);
            await call.SayAsync($"Logged artifact from local file {path} to artifact_path={call.Get(folder)}");
        });
    }

    private static ClientCommand LogArtifacts(CommandOutput output)
    {
        var local = new Option<string>("--local-dir", "-l")
        {
            Description = "The folder.",
            HelpName = "folder",
            Required = true,
        };
        var run = RunId.Create();
        var folder = FolderOption();
        var command = new ClientCommand(output, "log-artifacts", "Upload all files below a folder to a run.")
        {
            local, run, folder,
        };
        return command.Does(async call =>
        {
            var path = call.Get(local)!;
            await call.Client.Artifacts.UploadFolderAsync(
                call.Get(run)!, path, call.Get(folder), call.CancellationToken);
            await call.SayAsync($"Logged artifact from local dir {path} to artifact_path={call.Get(folder)}");
        });
    }

    private static ClientCommand List(CommandOutput output)
    {
        var run = RunId.Create();
        var folder = new Option<string?>("--artifact-path", "-a")
        {
            Description = "A folder of the run; its root by default.",
            HelpName = "path",
        };
        var format = OutputFormatOption.OfList();
        var command = new ClientCommand(output, "list", "List what lies directly in a folder of a run.")
        {
            run, folder, format,
        };
        return command.Does(call => Files.WriteAsync(
            call.Client.Artifacts.ListAsync(call.Get(run)!, call.Get(folder), call.CancellationToken),
            call.Get(format),
            output,
            call.CancellationToken));
    }

    private static Option<string?> FolderOption() => new("--artifact-path", "-a")
    {
        Description = "Where to put it in the run; its root by default.",
        HelpName = "path",
    };
}
