using System.Collections.Concurrent;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Spool;
using Tracking.Client.Internal.Transport;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// The spools of one client's runs, and of runs that ended while the server was away. With the first run it also begins
/// to deliver what processes that are gone left behind.
/// </summary>
internal sealed class ClientSpools(TrackingClientOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RunSpool> _prepared = new();
    private readonly ConcurrentDictionary<string, OfflineCreation> _offline = new();
    private readonly ConcurrentBag<RunSpool> _parked = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _leftovers;

    /// <summary>Null where there is no place on disk for any.</summary>
    internal string? Root { get; } = SpoolLocation.RootOf(options.Spool);

    internal bool IsOffline => options.Mode == TrackingMode.Offline;

    /// <summary>The spool of a run that goes on; its owner ends or parks it.</summary>
    internal RunSpool Open(RunServices services, RunInfo info)
    {
        var runId = Api.Required(info.RunId, "run_id");
        if (_prepared.TryRemove(runId, out var offline))
            return offline;

        StartLeftovers(services);
        var losses = new Losses(runId, options.Spool.OnProblem);
        var manifest = Manifest(services, runId) with { ArtifactUri = info.ArtifactUri };
        var folder = TryCreate(manifest, losses);
        var target = new UploadTarget(runId, info.ArtifactUri ?? "", name => folder?.FileOf(name) ?? name);
        var uploader = new RunUploader(
            services.Api, services.Locations, target, new Repeater(options, losses, null), losses);
        return new RunSpool(folder, Writer(folder, losses, isOffline: false), losses, options, uploader);
    }

    /// <summary>A run that is created later, by <c>tracking sync</c>; its id is one of this machine.</summary>
    /// <exception cref="IOException">There is no place for it on disk.</exception>
    internal Run CreateOffline(RunServices services, string? experimentName, CreateRunRequest request)
    {
        var creation = new OfflineCreation
        {
            ExperimentName = experimentName,
            IdempotencyKey = Guid.NewGuid().ToString("n"),
            Request = request,
        };
        // A nested run takes its parent's experiment, whose id nobody knows yet.
        if (experimentName is null && string.IsNullOrEmpty(request.ExperimentId)
            && OfflineRuns.ParentOf(request) is { } parent && _offline.TryGetValue(parent, out var above))
            creation = creation with
            {
                ExperimentName = above.ExperimentName,
                Request = request with { ExperimentId = above.Request.ExperimentId },
            };
        var id = OfflineRuns.NewId();
        _offline[id] = creation;
        return Prepare(Manifest(services, id) with { Create = creation }, request.RunName);
    }

    /// <summary>A run of the server that goes on without it.</summary>
    /// <exception cref="IOException">There is no place for it on disk.</exception>
    internal Run ResumeOffline(RunServices services, string runId) => Prepare(Manifest(services, runId), null);

    /// <summary>Goes on sending, as long as the client lives, what a run could not deliver before it ended.</summary>
    internal void Park(RunSpool spool) => _parked.Add(spool);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task? leftovers;
        lock (_gate)
        {
            leftovers = _leftovers;
        }

        if (leftovers is not null)
            await leftovers;
        while (_parked.TryTake(out var spool))
            await spool.DisposeAsync();
        _stop.Dispose();
    }

    private Run Prepare(RunManifest manifest, string? runName)
    {
        var root = Root ?? throw new IOException(
            "An offline run needs a spool on disk: set TRACKING_SPOOL_DIR, or SpoolOptions.Folder and .Enabled");
        var losses = new Losses(manifest.RunId, options.Spool.OnProblem);
        var folder = SpoolFolder.Create(root, manifest);
        _prepared[manifest.RunId] = new RunSpool(
            folder, Writer(folder, losses, isOffline: true), losses, options, null);
        return new Run { Info = new RunInfo { RunId = manifest.RunId, RunName = runName } };
    }

    private void StartLeftovers(RunServices services)
    {
        if (Root is not { } root || !options.Spool.DeliverLeftovers)
            return;
        lock (_gate)
        {
            _leftovers ??= Detached.Run(() => new Leftovers(services).DeliverQuietlyAsync(root, _stop.Token));
        }
    }

    private SpoolFolder? TryCreate(RunManifest manifest, Losses losses)
    {
        if (Root is not { } root)
            return null;
        try
        {
            return SpoolFolder.Create(root, manifest);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            losses.Tell(LoggingProblemKind.NotDurable, $"No spool in {root}: {failure.Message}");
            return null;
        }
    }

    private RunManifest Manifest(RunServices services, string runId) => new()
    {
        Server = services.Api.Transport.BaseUri.AbsoluteUri,
        RunId = runId,
        CreatedAt = options.Time.GetUtcNow(),
        Host = Environment.MachineName,
        ProcessId = Environment.ProcessId,
    };

    private SpoolWriter Writer(SpoolFolder? folder, Losses losses, bool isOffline) => new(
        new SegmentFactory(
            folder?.Path, options.Spool, options.Time, message => losses.Tell(LoggingProblemKind.NotDurable, message))
        {
            UsesMemory = !isOffline,
        },
        options.Spool,
        options.Time);
}
