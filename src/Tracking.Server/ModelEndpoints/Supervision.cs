using Microsoft.Extensions.Logging;

namespace Tracking.Server.ModelEndpoints;

/// <summary>
/// Keeps the process of an endpoint running until it is stopped: one that ends or no longer answers is started again,
/// later each time, but not without end. One that never got ready is not: its model will not become better by itself.
/// </summary>
internal sealed partial class Supervision(LiveEndpoint endpoint, EndpointContext context)
{
    private const int RestartsInARowMax = 5;
    private const int MissesMax = 6;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>After so long an end is a new trouble, not the same.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(2);

    public async Task RunAsync(CancellationToken stop)
    {
        string? failure = null;
        try
        {
            failure = await SuperviseAsync(stop);
            LogGivenUp(await LogAsync(), endpoint.Definition.Name, failure);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped, as was asked.
        }
        catch (ServeHostException error)
        {
            failure = error.Message;
            LogGivenUp(await LogAsync(), endpoint.Definition.Name, failure);
        }
        catch (Exception error)
        {
            // A mistake of ours must not leave an endpoint that says it runs.
            failure = "The server lost hold of its process; its log says why.";
            LogSurprise(await LogAsync(), error, endpoint.Definition.Name);
        }
        finally
        {
            endpoint.End(failure);
        }
    }

    /// <summary>Returns why it gave up.</summary>
    private async Task<string> SuperviseAsync(CancellationToken stop)
    {
        var inARow = 0;
        while (true)
        {
            string cause;
            var began = context.Time.GetTimestamp();
            await using (var host = await StartAsync(stop))
            {
                began = context.Time.GetTimestamp();
                endpoint.BecomeReady(host);
                LogReady(await LogAsync(), endpoint.Definition.Name, host.Address, host.ProcessId);
                cause = await AttendAsync(host, stop);
            }

            inARow = context.Time.GetElapsedTime(began) > Steady ? 1 : inARow + 1;
            if (inARow > RestartsInARowMax)
            {
                return $"Its process ended {inARow} times in a row, the last time with {cause}.";
            }

            LogRestart(await LogAsync(), endpoint.Definition.Name, cause);
            endpoint.Log.Add($"The process ended ({cause}); it is started again.");
            endpoint.BecomeRestarting(cause);
            await Task.Delay(FirstPause * Math.Pow(2, inARow - 1), context.Time, stop);
        }
    }

    private async Task<IServeHost> StartAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(StartTimeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            var server = await context.Server.WaitAsync(either.Token);
            var launch = new ServeHostLaunch(endpoint.Definition.ModelUri, server.Address, endpoint.Take);
            var launcher = context.Launcher ?? throw new ServeHostException("This server starts no processes.");
            return await launcher.StartAsync(launch, either.Token);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new ServeHostException($"It was not ready within {StartTimeout.TotalMinutes:0} minutes.", error);
        }
    }

    private async Task<ILogger> LogAsync() => (await context.Server).Log;

    /// <summary>Reads figures until the process ends or no longer answers; returns which.</summary>
    private async Task<string> AttendAsync(IServeHost host, CancellationToken stop)
    {
        var misses = 0;
        using var timer = new PeriodicTimer(Period, context.Time);
        while (true)
        {
            var tick = timer.WaitForNextTickAsync(stop).AsTask();
            if (await Task.WhenAny(host.Ended, tick) == host.Ended)
            {
                return await host.Ended;
            }

            await tick;
            misses = await context.ReadAsync(host.Address, endpoint.Figures, stop) ? 0 : misses + 1;
            endpoint.Sample();
            if (misses == MissesMax)
            {
                return $"no answer to {MissesMax} looks at its figures";
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The endpoint {Name} is ready at {Address}, process {Id}")]
    private static partial void LogReady(ILogger log, string name, Uri address, int id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The endpoint {Name} failed: {Cause}")]
    private static partial void LogGivenUp(ILogger log, string name, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process of the endpoint {Name} ended, {Cause}; " +
        "it is started again")]
    private static partial void LogRestart(ILogger log, string name, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "The endpoint {Name} failed")]
    private static partial void LogSurprise(ILogger log, Exception error, string name);
}
