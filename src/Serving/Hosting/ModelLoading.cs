using Microsoft.Extensions.Hosting;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Hosting.Protection;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting;

/// <summary>
/// Loads the models once the server listens, so that liveness and a taken port show at once and a start fails if a
/// model does; when the host stops readiness ends first, and requests are still accepted for a while.
/// </summary>
internal sealed class ModelLoading(
    ModelRepository models,
    ServedModels served,
    ModelWatch watch,
    FollowedFiles files,
    DrainDelay delay,
    TimeProvider time)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _isStopping;
    private Task _watching = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await models.StartAsync(cancellationToken);
        await files.StartAsync(cancellationToken);
        await watch.SyncAsync(cancellationToken);
        served.SetReady(true);
        _watching = Task.WhenAll(watch.RunAsync(_stop.Token), files.RunAsync(_stop.Token));
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        served.SetReady(false);
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
        {
            await _stop.CancelAsync();
        }

        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (delay.Time > TimeSpan.Zero)
        {
            await Task.Delay(delay.Time, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();
}
