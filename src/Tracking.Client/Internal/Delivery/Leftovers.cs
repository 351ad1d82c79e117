using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Delivery;

/// <summary>Delivers spools whose processes are gone.</summary>
internal sealed class Leftovers(RunServices services)
{
    // Enough for a server that restarts; what is not delivered then waits for the next time.
    private const int MaxRepeats = 5;
    private const int MaxDamageTold = 100;

    /// <summary>
    /// Those for this client's server, one after the other; nobody waits for it, so problems are reported.
    /// </summary>
    internal async Task DeliverQuietlyAsync(string root, CancellationToken cancellationToken)
    {
        try
        {
            SpoolFolder.RemoveDone(root);
            foreach (var path in SpoolFolder.FoldersIn(root))
            {
                // Runs that were started offline on purpose wait for their user.
                if (SpoolFolder.Peek(path) is { Create: null } manifest && IsOurs(manifest))
                    await DeliverAsync(path, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client ends; what is left is delivered by the next one.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            new Losses("", services.Options.Spool.OnProblem)
                .Tell(LoggingProblemKind.LeftInSpool, $"{root} cannot be read: {failure.Message}");
        }
    }

    /// <summary>One spool. What goes wrong stands in the report.</summary>
    internal async Task<SpoolRunReport> DeliverAsync(string path, CancellationToken cancellationToken)
    {
        var report = new SpoolRunReport { Path = path };
        if (SpoolFolder.Peek(path) is not { } manifest)
            return report with { Problem = "run.json is missing or damaged: nobody can tell whose spool it is" };
        report = report with { RunId = manifest.RunId, Server = manifest.Server };
        if (manifest.Version != 1)
            return report with { Problem = $"its format has version {manifest.Version}, this program knows 1" };
        if (SpoolFolder.TryTake(path) is not { } folder)
            return report with { Outcome = SpoolRunOutcome.InUse };

        using (folder)
        {
            var losses = new Losses(manifest.RunId, services.Options.Spool.OnProblem);
            try
            {
                return await DeliverAsync(folder, report, losses, cancellationToken);
            }
            catch (Exception failure) when (failure is TrackingClientException or IOException
                or UnauthorizedAccessException)
            {
                losses.Tell(LoggingProblemKind.LeftInSpool, $"{path} is kept: {failure.Message}");
                var reached = folder.Progress.Current;
                return report with
                {
                    Delivered = reached.Count,
                    Refused = reached.Lost,
                    RunId = folder.Created?.RunId ?? manifest.RunId,
                    Problem = failure.Message,
                };
            }
        }
    }

    /// <summary>Whether a spool is for this client's server.</summary>
    internal bool IsOurs(RunManifest manifest) =>
        manifest.Server == services.Api.Transport.BaseUri.AbsoluteUri;

    private async Task<SpoolRunReport> DeliverAsync(
        SpoolFolder folder, SpoolRunReport report, Losses losses, CancellationToken cancellationToken)
    {
        var target = await TargetAsync(folder, cancellationToken);
        var uploader = new RunUploader(
            services.Api, services.Locations, target, new Repeater(services.Options, losses, MaxRepeats), losses);
        var damage = new List<string>();
        using var feed = new FolderFeed(folder.Path, OnDamage);
        var content = await SendAllAsync(folder, feed, uploader, OnDamage, cancellationToken);
        if (folder.Manifest.Create is not null && !content.HasEnd)
            await uploader.EndAsync(Died(content.LastTimestampMs), cancellationToken);

        feed.Dispose();
        if (damage.Count > 0)
            folder.SetAside();
        else
            folder.Delete();
        var reached = content.Reached;
        return report with
        {
            Outcome = SpoolRunOutcome.Delivered,
            RunId = target.RunId,
            Delivered = reached.Count,
            Refused = reached.Lost,
            Damage = damage,
        };

        void OnDamage(SpoolDamage one)
        {
            if (damage.Count >= MaxDamageTold)
                return;
            var what = $"segment {one.Segment}, byte {one.Offset}: {one.What} ({one.Bytes} bytes)";
            damage.Add(what);
            losses.Tell(LoggingProblemKind.Damaged, $"{folder.Path}: {what}; what is valid is delivered");
        }
    }

    private async Task<UploadTarget> TargetAsync(SpoolFolder folder, CancellationToken cancellationToken)
    {
        var manifest = folder.Manifest;
        if (manifest is { Create: null, ArtifactUri: { } artifacts })
            return new UploadTarget(manifest.RunId, artifacts, folder.FileOf);
        if (manifest.Create is null)
        {
            // Gone on with offline.
            var run = await services.Client.Runs.GetAsync(manifest.RunId, cancellationToken);
            return new UploadTarget(manifest.RunId, run.Info?.ArtifactUri ?? "", folder.FileOf);
        }

        var created = await new OfflineRuns(services).CreateAsync(folder, cancellationToken);
        var server = services.Api.Transport.BaseUri.AbsoluteUri;
        if (created.Server != server)
            throw new TrackingClientException(
                TrackingClientException.InvalidParameterValue,
                $"its run {created.RunId} was created on {created.Server}, not on {server}");
        return new UploadTarget(created.RunId, created.ArtifactUri ?? "", folder.FileOf) { OfflineId = manifest.RunId };
    }

    private static async Task<DeliveredContent> SendAllAsync(
        SpoolFolder folder,
        FolderFeed feed,
        RunUploader uploader,
        Action<SpoolDamage> onDamage,
        CancellationToken cancellationToken)
    {
        var reached = folder.Progress.Current;
        var reader = new SpoolReader(feed, reached.Delivered, onDamage);
        var lostBefore = reached.Lost;
        var batch = new Batch();
        var content = new DeliveredContent(reached, false, 0);
        while (batch.Fill(reader))
        {
            await uploader.SendAsync(batch, cancellationToken);
            reached = new SpoolProgress(
                batch.End, reached.Count + Math.Max(1, batch.Items.Count), lostBefore + uploader.Lost);
            folder.Progress.Write(reached);
            content = new DeliveredContent(
                reached,
                content.HasEnd || batch.Single?.Kind == RecordKind.End,
                Math.Max(content.LastTimestampMs, batch.LastTimestampMs));
        }

        return content;
    }

    /// <summary>A run that nobody else can have gone on with ends when it was last heard of.</summary>
    private RunEnd Died(long lastTimestampMs) => new(
        RunStatus.Killed,
        lastTimestampMs > 0 ? lastTimestampMs : services.Options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        "The process ended without ending the run");

    private sealed record DeliveredContent(SpoolProgress Reached, bool HasEnd, long LastTimestampMs);
}
