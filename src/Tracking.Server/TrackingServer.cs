using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Tracking.Artifacts;
using Tracking.Server.Hosting;
using Tracking.Server.ModelEndpoints;
using Tracking.Stores;

namespace Tracking.Server;

/// <summary>
/// A running tracking server. Disposing stops it: requests under way are finished, then the store is closed. Signals
/// such as Ctrl-C are the business of the process that hosts it.
/// </summary>
public sealed partial class TrackingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TrackingStores _stores;
    private readonly ServerParts _parts;
    private readonly TrackingServerOptions _options;
    private readonly IArtifactStore _artifacts;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Task? _stopping;

    private TrackingServer(
        WebApplication app,
        TrackingStores stores,
        IArtifactStore artifacts,
        ServerParts parts,
        TrackingServerOptions options)
    {
        _app = app;
        _stores = stores;
        _artifacts = artifacts;
        _parts = parts;
        _options = options;
        Address = ListenAddress.PublicAddress(app, options);
    }

    /// <summary>Where clients find it, with the static prefix, such as <c>http://127.0.0.1:5000/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Opens the store, prepares the artifact folder and listens.</summary>
    /// <exception cref="ServerStartException">One line: what is wrong and what to do.</exception>
    public static async Task<TrackingServer> StartAsync(
        TrackingServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var endpoint = await ListenAddress.ResolveAsync(options, cancellationToken);
        var stores = await StoreFile.OpenAsync(options, cancellationToken);
        WebApplication? app = null;
        IArtifactStore? artifacts = null;
        try
        {
            artifacts = await ArtifactDestination.OpenAsync(options, cancellationToken);
            var parts = ServerParts.Create(options, stores, artifacts);
            app = ServerApp.Build(options, endpoint, parts);
            LogNotices(app.Logger, stores);
            await ListenAddress.ListenAsync(app, options, cancellationToken);
            var server = new TrackingServer(app, stores, artifacts, parts, options);
            parts.Listening.SetResult(new ListeningServer(server.Address, app.Logger));
            return server;
        }
        catch
        {
            if (app is not null)
            {
                // What runs in the background began before the port was asked for, and must end before the store.
                await app.StopAsync(CancellationToken.None);
                await app.DisposeAsync();
            }

            (artifacts as IDisposable)?.Dispose();
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Returns when the server was stopped or the token is cancelled, without an error in either case.
    /// </summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        await _stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>
    /// Says that it is not ready and serves on for the drain delay; then takes no more requests, finishes those under
    /// way within the drain timeout, and closes the store. Later calls wait for the first.
    /// </summary>
    /// <param name="cancellationToken">Ends the delay and cuts the requests that are still under way.</param>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _stopping ??= StopOnceAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            _parts.Readiness.Drain();
            await Task.Delay(_options.DrainDelay, _options.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _app.StopAsync(cancellationToken);
            await _app.DisposeAsync();
            _parts.Readiness.Dispose();
            (_artifacts as IDisposable)?.Dispose();
            await _stores.DisposeAsync();
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }

    private static void LogNotices(ILogger logger, TrackingStores stores)
    {
        foreach (var notice in stores.Notices)
        {
            LogNotice(logger, notice);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    private static partial void LogNotice(ILogger logger, string notice);
}
