using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Contracts.Lifecycle;

namespace Tracking.Cli.Commands.Gc;

/// <summary>Has a running server empty its trash.</summary>
internal static class RemoteGc
{
    public static async Task<int> RunAsync(
        CommandOutput output, string trackingUri, string olderThan, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var client = new TrackingClient(trackingUri);
        var request = new CollectTrashRequest { OlderThan = olderThan, DryRun = isDryRun };
        var verb = isDryRun ? "would remove" : "removed";
        var removed = 0;
        CollectTrashResponse answer;
        do
        {
            answer = await client.Trash.CollectAsync(request, cancellationToken);
            foreach (var item in answer.Removed ?? [])
            {
                await output.Results.WriteLineAsync($"{verb} {item.Kind} {item.Id}");
            }

            removed += answer.Removed?.Count ?? 0;
        }
        while (answer.Complete == false && !isDryRun);

        foreach (var item in answer.Kept ?? [])
        {
            await output.Results.WriteLineAsync($"kept {item.Kind} {item.Id}: {item.Reason}");
        }

        var count = answer.Complete == false ? $"{removed} or more" : $"{removed}";
        await output.Results.WriteLineAsync(
            $"{count} {(isDryRun ? "would be removed" : "removed")}, {answer.Kept?.Count ?? 0} kept.");
        return ExitCodes.Success;
    }
}
