using Microsoft.Extensions.Hosting;
using Tracking.Serving.Hosting.Protection;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting;

/// <summary>
/// Loads the models once the server listens, so that liveness and a taken port show at once and a start fails if a
/// model does; when the host stops readiness ends first, and requests are still accepted for a while.
/// </summary>
internal sealed class ModelLoading(ModelRepository models, DrainDelay delay, TimeProvider time)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => models.StartAsync(cancellationToken);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        models.Drain();
        if (delay.Time > TimeSpan.Zero)
        {
            await Task.Delay(delay.Time, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
