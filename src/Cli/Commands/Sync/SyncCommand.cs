using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Client.Spool;

namespace Tracking.Cli.Commands.Sync;

/// <summary><c>tracking sync</c>: delivers what runs logged offline, or could not deliver before they died.</summary>
internal static class SyncCommand
{
    public static Command Create(CommandOutput output)
    {
        var path = new Argument<string?>("PATH")
        {
            Description = "A folder of spools, or of one run. Default: this user's. [env: TRACKING_SPOOL_DIR]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var server = EnvironmentOption.Text(
            "--tracking-uri", "MLFLOW_TRACKING_URI", TrackingClientOptions.DefaultTrackingUri,
            "The server to deliver to. Runs that exist on another one are left out.");
        var format = new Option<string>("--output")
        {
            Description = "text, or json.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("sync", "Deliver what runs logged offline, or could not deliver before they died.")
        {
            path, format, server,
        };
        command.SetAction((parsed, token) => RunAsync(
            output,
            new SyncReport(output, parsed.GetValue(format) == "json"),
            parsed.GetValue(path),
            parsed.GetValue(server)!,
            token));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output,
        SyncReport told,
        string? path,
        string trackingUri,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var client = new TrackingClient(trackingUri);
            var report = await client.Spool.SyncAsync(path, told, cancellationToken);
            await output.Results.WriteLineAsync(told.Summarize(report));
            return report.IsComplete ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception error) when (error is TrackingClientException or ArgumentException or IOException
            or UnauthorizedAccessException)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
