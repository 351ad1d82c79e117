using Tracking.Client;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>What runs of this machine logged and no server has yet.</summary>
internal static class SpoolFindings
{
    private const string Name = "spool";
    private const string Damaged = ".damaged";
    private const string Unfinished = ".new-";

    public static async Task<IReadOnlyList<Finding>> LookAsync(string? trackingUri)
    {
        try
        {
            await using var client = new TrackingClient(ClientCommand.OptionsFor(trackingUri));
            return client.Spool.Folder is { } folder
                ? [Of(folder)]
                : [Finding.None(Name, "this user has no home for one")];
        }
        catch (ArgumentException)
        {
            // The settings are wrong, which the look at the server tells.
            return [];
        }
    }

    internal static Finding Of(string folder)
    {
        try
        {
            var spools = Directory.Exists(folder)
                ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!)
                    .Where(name => !name.StartsWith(Unfinished, StringComparison.Ordinal)).ToList()
                : [];
            var damaged = spools.Count(name => name.EndsWith(Damaged, StringComparison.Ordinal));
            var waiting = spools.Count - damaged;
            return (waiting, damaged) switch
            {
                (0, 0) => Finding.Ok(Name, $"nothing waits in {folder}"),
                (_, 0) => Finding.Warn(
                    Name,
                    $"{waiting} run{(waiting == 1 ? "" : "s")} in {folder}",
                    "They are still going on, or were offline or broke off: 'tracking sync' delivers those."),
                _ => Finding.Warn(
                    Name,
                    $"{damaged} damaged spool{(damaged == 1 ? "" : "s")} in {folder}",
                    "What was valid in them was delivered; delete the folders whose names end in .damaged."),
            };
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(
                Name, closed.Message, "Runs then keep what is not delivered in memory: give this user the folder.");
        }
    }
}
