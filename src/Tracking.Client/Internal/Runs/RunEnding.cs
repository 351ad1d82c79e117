using Tracking.Client.Internal.Outcomes;
using Tracking.Contracts;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>Ends one run, once, whatever ends it: its user, an exception, or the process.</summary>
internal sealed class RunEnding : IEndsWithProcess
{
    /// <summary>The tag that tells what a failed run failed of.</summary>
    internal const string FailureTag = "tracking.failure";

    private const int MaxTagChars = 8000;

    private readonly RunServices _services;
    private readonly string _runId;
    private readonly MetricBuffer _metrics;
    private readonly HeartbeatSender _heartbeats;
    private readonly UnwindingWatch.Watched _watched;
    private int _ended;

    /// <summary>Owns the buffer and the heartbeats.</summary>
    internal RunEnding(RunServices services, string runId, MetricBuffer metrics, HeartbeatSender heartbeats)
    {
        _heartbeats = heartbeats;
        _services = services;
        _runId = runId;
        _metrics = metrics;
        _watched = UnwindingWatch.Open(CorrectInBackground);
        services.Outcomes.RunOpened();
        if (services.Options.EndRunsWithProcess)
            ProcessEnd.Register(this);
    }

    /// <summary>What must be over before the last points are sent; must not throw.</summary>
    internal Func<Task> BeforeFlush { get; set; } = static () => Task.CompletedTask;

    internal bool HasEnded => Volatile.Read(ref _ended) != 0;

    internal static RunStatus StatusOf(Exception exception) =>
        exception is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed;

    /// <summary>
    /// Points that were refused make a run FAILED, and are then told; the first caller counts.
    /// </summary>
    internal async Task EndAsync(RunStatus status, Exception? because, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;

        try
        {
            await FlushAndUpdateAsync(status, because, cancellationToken);
            Close();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody may be left to end it but the disposal.
            Volatile.Write(ref _ended, 0);
            throw;
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Not async, so that what it does to the flow reaches the caller.</summary>
    internal ValueTask DisposeAsync()
    {
        if (HasEnded)
            return ValueTask.CompletedTask;

        _watched.MarkFlow();
        return Disposal.Run(EndAsync(RunStatus.Finished, null, CancellationToken.None), _watched.Arm);
    }

    /// <summary>The run stays open: the process may be spared after all, and then its user ends it.</summary>
    public async Task EndWithProcessAsync(RunStatus status, Exception? because)
    {
        if (HasEnded)
            return;
        try
        {
            await BeforeFlush();
            await _metrics.FlushAsync(CancellationToken.None);
        }
        finally
        {
            await UpdateAsync(because is null ? status : StatusOf(because), because, CancellationToken.None);
        }
    }

    private async Task FlushAndUpdateAsync(RunStatus status, Exception? because, CancellationToken cancellationToken)
    {
        await BeforeFlush();
        try
        {
            await _metrics.FlushAsync(cancellationToken);
        }
        catch (TrackingClientException lost)
        {
            var shown = status == RunStatus.Finished ? RunStatus.Failed : status;
            await UpdateAsync(shown, because ?? lost, cancellationToken);
            throw;
        }

        await UpdateAsync(status, because, cancellationToken);
    }

    private void CorrectInBackground(Exception exception) =>
        _services.Outcomes.Add(() => UpdateAsync(StatusOf(exception), exception, CancellationToken.None));

    private async Task UpdateAsync(RunStatus status, Exception? because, CancellationToken cancellationToken)
    {
        var update = new UpdateRunRequest
        {
            RunId = _runId,
            Status = status,
            EndTime = _services.Options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await _services.Api.SendAtOnceAsync(Routes.Runs.Update, update, cancellationToken);
        if (because is null)
            return;

        var text = $"{because.GetType().Name}: {because.Message}";
        var shown = text.Length <= MaxTagChars ? text : text[..MaxTagChars];
        var tag = new SetTagRequest { RunId = _runId, Key = FailureTag, Value = shown };
        await _services.Api.SendAtOnceAsync(Routes.Runs.SetTag, tag, cancellationToken);
    }

    private void Close()
    {
        ProcessEnd.Forget(this);
        _services.Outcomes.RunClosed();
        _watched.Close();
        _metrics.Dispose();
        _heartbeats.Dispose();
    }
}
