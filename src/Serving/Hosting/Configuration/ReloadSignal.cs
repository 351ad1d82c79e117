using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>SIGHUP reads the configuration and the API keys anew in place of ending the process.</summary>
internal sealed class ReloadSignal(FollowedFiles files) : IHostedService, IDisposable
{
    private PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            files.Ask();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();
}
