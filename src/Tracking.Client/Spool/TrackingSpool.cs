using Tracking.Client.Internal.Delivery;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Spool;

namespace Tracking.Client.Spool;

/// <summary>
/// What runs of this machine logged and the server has not got yet: of offline runs, and of processes that died.
/// </summary>
public sealed class TrackingSpool
{
    private readonly RunServices _services;

    internal TrackingSpool(RunServices services) => _services = services;

    /// <summary>The folder of all spools; null where there is none.</summary>
    public string? Folder => _services.Spools.Root;

    /// <summary>
    /// Delivers spools to this client's server: runs that were started offline are created, once, however often this
    /// is called or killed. Spools of runs on other servers are left out.
    /// </summary>
    /// <param name="path">A folder of spools, or one spool; <see cref="Folder"/> by default.</param>
    /// <param name="progress">Told of each spool as it is done; none by default.</param>
    /// <param name="cancellationToken">Stops after the batch under way; what is acknowledged is not sent again.</param>
    /// <exception cref="DirectoryNotFoundException">The path is given and does not exist.</exception>
    public async Task<SpoolReport> SyncAsync(
        string? path = null,
        IProgress<SpoolRunReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (path is not null && !Directory.Exists(path))
            throw new DirectoryNotFoundException($"There is no folder '{path}'");
        var leftovers = new Leftovers(_services);
        var reports = new List<SpoolRunReport>();
        foreach (var folder in FoldersIn(path))
        {
            // A run that was started offline goes to whatever server its user names.
            if (SpoolFolder.Peek(folder) is { Create: null } manifest && !leftovers.IsOurs(manifest))
                continue;
            var report = await leftovers.DeliverAsync(folder, cancellationToken);
            reports.Add(report);
            progress?.Report(report);
        }

        return new SpoolReport(reports);
    }

    private IReadOnlyList<string> FoldersIn(string? path)
    {
        if (path is not null && SpoolFolder.IsOne(path))
            return [Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))];
        if ((path ?? Folder) is not { } root)
            return [];
        SpoolFolder.RemoveDone(root);
        return SpoolFolder.FoldersIn(Path.GetFullPath(root));
    }
}
