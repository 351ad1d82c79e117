using Microsoft.Extensions.Logging;
using Tracking.Artifacts;
using Tracking.Core.Lifecycle;
using Tracking.Stores;

namespace Tracking.Server.Lifecycle;

/// <summary>What keeps house in a server: the trash, heartbeats and the keys of creates.</summary>
internal sealed record LifecycleParts(
    RepeatableCreates Creates, TrashCollector Trash, HeartbeatWatch Heartbeats, IReadOnlyList<RecurringJob> Jobs)
{
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PruningPeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    public static LifecycleParts Create(TrackingServerOptions options, TrackingStores stores, IArtifactStore artifacts)
    {
        var settings = options.Lifecycle;
        var trash = new TrashCollector(stores.Trash, new ArtifactRemover(artifacts), options.Time);
        var heartbeats = new HeartbeatWatch(stores.Heartbeats, settings.LostAfter, HeartbeatPeriod, options.Time);
        List<RecurringJob> jobs =
        [
            new("Looking for lost runs", HeartbeatPeriod, (log, token) => WatchAsync(heartbeats, log, token)),
            new("Forgetting old idempotency keys", PruningPeriod, (_, token) =>
                PruneAsync(stores.Idempotency, options.Time, token)),
        ];
        if (settings.TrashRetention is { } retention)
        {
            var sweep = new CollectionRequest { OlderThan = retention };
            jobs.Add(new("Emptying the trash", SweepPeriod, (log, token) => SweepAsync(trash, sweep, log, token)));
        }

        return new LifecycleParts(new RepeatableCreates(stores.Idempotency), trash, heartbeats, jobs);
    }

    private static async Task WatchAsync(HeartbeatWatch heartbeats, ILogger log, CancellationToken cancellationToken)
    {
        foreach (var run in await heartbeats.TickAsync(cancellationToken))
        {
            LifecycleLog.Lost(log, run.RunId);
        }
    }

    private static async Task PruneAsync(
        IIdempotencyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - IdempotencyKey.KeptFor).ToUnixTimeMilliseconds();
        while (await keys.PruneAsync(before, IdempotencyKey.KeptMax, cancellationToken) > 0)
        {
            // A few per transaction.
        }
    }

    private static async Task SweepAsync(
        TrashCollector trash, CollectionRequest sweep, ILogger log, CancellationToken cancellationToken)
    {
        var report = await trash.CollectAsync(sweep, cancellationToken);
        if (report.Removed.Count + report.ArtifactFolders > 0)
        {
            LifecycleLog.Swept(log, report.Removed.Count, report.ArtifactFolders, report.Kept.Count);
        }

        foreach (var left in report.ArtifactsLeft)
        {
            LifecycleLog.Left(log, left.Uri, left.Reason);
        }
    }
}
