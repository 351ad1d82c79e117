using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>SIGHUP reads the configuration anew in place of ending the process.</summary>
internal sealed class ReloadSignal(ConfigWatch config) : IHostedService, IDisposable
{
    private PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            config.Ask();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();
}
