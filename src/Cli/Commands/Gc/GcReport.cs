using Tracking.Cli.Output;
using Tracking.Core.Lifecycle;

namespace Tracking.Cli.Commands.Gc;

/// <summary>Tells a person what a collection did.</summary>
internal static class GcReport
{
    public static async Task WriteAsync(CommandOutput output, CollectionReport report, bool isDryRun)
    {
        var verb = isDryRun ? "would remove" : "removed";
        foreach (var item in report.Removed)
        {
            await output.Results.WriteLineAsync($"{verb} {NameOf(item.Kind)} {item.Id}");
        }

        foreach (var item in report.Kept)
        {
            await output.Results.WriteLineAsync($"kept {NameOf(item.Kind)} {item.Id}: {item.Reason}");
        }

        foreach (var left in report.ArtifactsLeft)
        {
            var next = left.IsRetried ? "the next gc tries again" : "remove it yourself";
            await output.Notes.WriteLineAsync($"Warning: {left.Uri} was not removed: {left.Reason}; {next}.");
        }

        await output.Results.WriteLineAsync(isDryRun
            ? $"{report.Removed.Count} would be removed, {report.Kept.Count} kept."
            : $"{report.Removed.Count} removed, {report.Kept.Count} kept, {report.ArtifactFolders} artifact folders " +
                "removed.");
    }

    private static string NameOf(TrashKind kind) => TrashErrors.NameOf(kind).ToLowerInvariant();
}
