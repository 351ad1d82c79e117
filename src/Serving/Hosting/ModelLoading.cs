using Microsoft.Extensions.Hosting;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting;

/// <summary>
/// Loads the models once the server listens, so that liveness and a taken port show at once and a start fails if a
/// model does; drains when the host stops.
/// </summary>
internal sealed class ModelLoading(ModelRepository models) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => models.StartAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        models.Drain();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
