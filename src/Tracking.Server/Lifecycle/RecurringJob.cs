using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Core.Errors;

namespace Tracking.Server.Lifecycle;

/// <summary>Work that the server does by itself, again and again.</summary>
/// <param name="Name">For the log.</param>
/// <param name="Period">Between two beginnings; what takes longer leaves some out.</param>
/// <param name="RunAsync">The work; it may write to the log.</param>
internal sealed record RecurringJob(
    string Name, TimeSpan Period, Func<ILogger, CancellationToken, Task> RunAsync)
{
    /// <summary>Makes what runs the job in a server with this clock.</summary>
    public Func<IServiceProvider, IHostedService> ServiceOn(TimeProvider time) => services => new RecurringService(
        this, time, services.GetRequiredService<ILoggerFactory>().CreateLogger("Tracking.Server.Lifecycle"));
}

/// <summary>Runs one job while the server runs. What fails is logged and tried again at the next turn.</summary>
internal sealed partial class RecurringService(RecurringJob job, TimeProvider time, ILogger log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(job.Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunOnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await job.RunAsync(log, cancellationToken);
        }
        catch (TrackingException error) when (error.Code == ErrorCode.TemporarilyUnavailable)
        {
            LogPutOff(job.Name, error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever it was, the job must run again.
            LogFailure(error, job.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} is put off: {Cause}")]
    private partial void LogPutOff(string job, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed and is tried again")]
    private partial void LogFailure(Exception error, string job);
}
