using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Server;
using Tracking.Server.Lifecycle;
using Tracking.Stores;
using Tracking.Stores.Maintenance;

namespace Tracking.Cli.Commands.Gc;

/// <summary><c>tracking gc</c>: removes for good what was deleted, of a database or through a server.</summary>
internal static class GcCommand
{
    private static readonly TrackingServerOptions Defaults = new();

    public static Command Create(CommandOutput output)
    {
        var store = EnvironmentOption.Text(
            "--backend-store-uri", "MLFLOW_BACKEND_STORE_URI", Defaults.BackendStoreUri,
            "The database; no server may be at work on it, unless it is PostgreSQL.");
        var artifacts = EnvironmentOption.Text(
            "--artifacts-destination", "MLFLOW_ARTIFACTS_DESTINATION", Defaults.ArtifactsDestination,
            "Where the server of that database keeps artifacts.");
        var server = new Option<string?>("--tracking-uri")
        {
            Description = "A running server that shall do it, in place of a database. It empties its whole trash.",
        };
        var age = new Option<string>("--older-than")
        {
            Description = "How long things must have been deleted, such as 30d or 1d2h3m4s.",
            DefaultValueFactory = _ => "0s",
        };
        var selection = new GcSelection();
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be removed, and remove nothing." };
        var compact = new Option<bool>("--compact")
        {
            Description = "Give the space back to the file system too (SQLite).",
        };
        var command = new Command("gc", "Remove for good what was deleted, with its artifacts.")
        {
            store, artifacts, server, age, dryRun, compact,
        };
        selection.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(server) is not null && (result.GetValue(compact) || selection.IsGiven(result)))
            {
                result.AddError("--tracking-uri goes with --older-than and --dry-run only.");
            }
        });
        command.SetAction((parsed, token) => TellAsync(output, () => parsed.GetValue(server) is { } uri
            ? RemoteGc.RunAsync(output, uri, parsed.GetValue(age)!, parsed.GetValue(dryRun), token)
            : RunAsync(
                output,
                Defaults with
                {
                    BackendStoreUri = parsed.GetValue(store)!,
                    ArtifactsDestination = parsed.GetValue(artifacts)!,
                },
                selection.Read(parsed, AgeText.Parse(parsed.GetValue(age)!), parsed.GetValue(dryRun)),
                parsed.GetValue(compact),
                token)));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output,
        TrackingServerOptions options,
        CollectionRequest request,
        bool compact,
        CancellationToken cancellationToken)
    {
        var report = await OfflineTrash.RunAsync(options, request, cancellationToken);
        await GcReport.WriteAsync(output, report, request.IsDryRun);
        if (compact && !request.IsDryRun)
        {
            await StoreMaintenance.CompactAsync(StoreUri.Parse(options.BackendStoreUri), cancellationToken);
            await output.Results.WriteLineAsync("Compacted the database.");
        }

        return report.ArtifactsLeft.Any(left => left.IsRetried) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<int> TellAsync(CommandOutput output, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is StoreOpenException or ServerStartException or TrackingException
            or TrackingClientException or ArgumentException)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
