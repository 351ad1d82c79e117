using System.Runtime.CompilerServices;

namespace Tracking.Core.Lifecycle;

/// <summary>
/// Removes what is in the trash for good. Rows go first, and with them what makes a thing visible; metric points and
/// files, which take longer, are remembered in the same transaction. So whatever interrupts a collection leaves nothing
/// that looks alive, and the next one finishes it. Safe for concurrent use.
/// </summary>
public sealed class TrashCollector(ITrashStore trash, IArtifactRemover artifacts, TimeProvider time)
{
    /// <summary>Holds up a writer for about ten milliseconds.</summary>
    private const int ItemsPerTransaction = 20;

    private const int FoldersPerTransaction = 100;

    public async Task<CollectionReport> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var until = request.OlderThan == TimeSpan.Zero
            ? long.MaxValue
            : (time.GetUtcNow() - request.OlderThan).ToUnixTimeMilliseconds();
        var pass = new CollectionPass(until, request.IsDryRun, request.ItemsMax);
        await (request.NamesItems
            ? CollectNamedAsync(request, pass, cancellationToken)
            : CollectAllAsync(pass, cancellationToken));
        if (!pass.IsDryRun)
        {
            await RemoveSeriesAsync(cancellationToken);
            await RemoveArtifactsAsync(pass, cancellationToken);
        }

        return pass.Report();
    }

    /// <summary>All are checked before the first one goes.</summary>
    private async Task CollectNamedAsync(
        CollectionRequest request, CollectionPass pass, CancellationToken cancellationToken)
    {
        var runs = await trash.RequireAsync(TrashKind.Run, request.RunIds, pass.UntilMs, cancellationToken);
        var models = await trash.RequireAsync(
            TrashKind.LoggedModel, request.LoggedModelIds, pass.UntilMs, cancellationToken);
        var experiments = await trash.RequireAsync(
            TrashKind.Experiment, request.ExperimentIds, pass.UntilMs, cancellationToken);
        foreach (var chunk in runs.Chunk(ItemsPerTransaction).Concat(models.Chunk(ItemsPerTransaction)))
        {
            await PurgeAsync(chunk, pass, cancellationToken);
        }

        foreach (var experiment in experiments)
        {
            await CollectExperimentAsync(experiment, pass, cancellationToken);
        }
    }

    private async Task CollectAllAsync(CollectionPass pass, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { TrashKind.Run, TrashKind.LoggedModel })
        {
            await foreach (var page in PagesAsync(kind, pass, cancellationToken))
            {
                await PurgeAsync(page, pass, cancellationToken);
            }
        }

        await foreach (var page in PagesAsync(TrashKind.Experiment, pass, cancellationToken))
        {
            foreach (var experiment in page)
            {
                await CollectExperimentAsync(experiment, pass, cancellationToken);
            }
        }
    }

    /// <summary>What lies in it first; when some of that must stay, it stays too.</summary>
    private async Task CollectExperimentAsync(
        TrashedItem experiment, CollectionPass pass, CancellationToken cancellationToken)
    {
        var kept = await CollectContentAsync(TrashKind.Run, experiment, pass, cancellationToken)
            ?? await CollectContentAsync(TrashKind.LoggedModel, experiment, pass, cancellationToken);
        if (kept is not null)
        {
            var held = $"{TrashErrors.NameOf(kept.Kind).ToLowerInvariant()} '{kept.Id}'";
            pass.Keep(new KeptItem(
                TrashKind.Experiment, experiment.Id, $"it holds {held}, which stays: {kept.Reason}"));
            return;
        }

        while (!pass.IsDryRun && !pass.IsFull
            && await trash.PurgeContentAsync(experiment, pass.UntilMs, cancellationToken))
        {
            // A slice per transaction.
        }

        if (!pass.IsFull)
        {
            await PurgeAsync([experiment], pass, cancellationToken);
        }
    }

    /// <summary>One that had to stay, if any.</summary>
    private async Task<KeptItem?> CollectContentAsync(
        TrashKind kind, TrashedItem experiment, CollectionPass pass, CancellationToken cancellationToken)
    {
        KeptItem? kept = null;
        var last = 0L;
        while (!pass.IsFull
            && await trash.FindContentAsync(kind, experiment, last, ItemsPerTransaction, cancellationToken)
                is { Count: > 0 } content)
        {
            last = content[^1].Key;
            var outcome = await PurgeAsync(content, pass, cancellationToken);
            kept ??= outcome.Kept is [var first, ..] ? first : null;
        }

        return kept;
    }

    private async IAsyncEnumerable<IReadOnlyList<TrashedItem>> PagesAsync(
        TrashKind kind, CollectionPass pass, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TrashedItem? last = null;
        while (!pass.IsFull
            && await trash.FindAsync(kind, pass.UntilMs, last, ItemsPerTransaction, cancellationToken)
                is { Count: > 0 } page)
        {
            last = page[^1];
            yield return page;
        }
    }

    private async Task<PurgeOutcome> PurgeAsync(
        IReadOnlyList<TrashedItem> items, CollectionPass pass, CancellationToken cancellationToken)
    {
        if (pass.IsFull)
        {
            return PurgeOutcome.Nothing;
        }

        var outcome = await trash.PurgeAsync(items, pass.UntilMs, pass.IsDryRun, cancellationToken);
        pass.Add(outcome);
        return outcome;
    }

    private async Task RemoveSeriesAsync(CancellationToken cancellationToken)
    {
        while (await trash.PurgeSeriesAsync(cancellationToken))
        {
            // A slice per transaction.
        }
    }

    private async Task RemoveArtifactsAsync(CollectionPass pass, CancellationToken cancellationToken)
    {
        var last = 0L;
        while (await trash.FindArtifactsAsync(last, FoldersPerTransaction, cancellationToken) is { Count: > 0 } folders)
        {
            last = folders[^1].Id;
            var settled = new List<long>();
            foreach (var folder in folders)
            {
                if (await RemoveAsync(folder, pass, cancellationToken))
                {
                    settled.Add(folder.Id);
                }
            }

            await trash.ForgetArtifactsAsync(settled, cancellationToken);
        }
    }

    /// <summary>Whether the folder can be forgotten.</summary>
    private async Task<bool> RemoveAsync(
        PendingArtifacts folder, CollectionPass pass, CancellationToken cancellationToken)
    {
        try
        {
            if (await artifacts.RemoveAsync(folder.Uri, cancellationToken))
            {
                pass.CountFolder();
            }
            else
            {
                pass.Leave(new ArtifactsLeft(
                    folder.Uri, "it lies outside the artifact store of this server", IsRetried: false));
            }

            return true;
        }
        catch (IOException error)
        {
            pass.Leave(new ArtifactsLeft(folder.Uri, error.Message, IsRetried: true));
            return false;
        }
    }
}
