using Tracking.Client.Internal.Delivery;
using Tracking.Client.Internal.Outcomes;
using Tracking.Client.Internal.Spool;
using Tracking.Contracts;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>Ends one run, once, whatever ends it: its user, an exception, or the process.</summary>
internal sealed class RunEnding : IEndsWithProcess
{
    private readonly RunServices _services;
    private readonly string _runId;
    private readonly RunSpool _spool;
    private readonly HeartbeatSender _heartbeats;
    private readonly UnwindingWatch.Watched _watched;
    private readonly List<Func<CancellationToken, Task>> _before = [];
    private int _ended;
    private volatile bool _isLeft;

    /// <summary>Owns the spool and the heartbeats.</summary>
    internal RunEnding(RunServices services, string runId, RunSpool spool, HeartbeatSender heartbeats)
    {
        _heartbeats = heartbeats;
        _services = services;
        _runId = runId;
        _spool = spool;
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

    /// <summary>Work to be done, once, while the run is still open. It must not throw.</summary>
    internal void BeforeEnd(Func<CancellationToken, Task> work)
    {
        lock (_before)
            _before.Add(work);
    }

    /// <summary>
    /// Something that was lost makes a run FAILED. A server that is away makes it wait, but does not fail it: the end
    /// lies in the spool, like the rest. The first caller counts.
    /// </summary>
    internal async Task EndAsync(RunStatus status, Exception? because, CancellationToken cancellationToken)
    {
        if (HasEnded)
            return;
        await FinishWorkAsync(cancellationToken);
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;

        try
        {
            await BeforeFlush();
            _isLeft = !await _spool.EndAsync(EndOf(status, because), cancellationToken) || _spool.IsOffline;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody may be left to end it but the disposal.
            Volatile.Write(ref _ended, 0);
            throw;
        }
        catch
        {
            _isLeft = true;
            _services.Spools.Park(_spool);
            Close();
            throw;
        }

        Close();
        await LeaveSpoolAsync();
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
        await FinishWorkAsync(CancellationToken.None);
        await BeforeFlush();
        await _spool.EndAsync(EndOf(because is null ? status : StatusOf(because), because), CancellationToken.None);
    }

    private async Task FinishWorkAsync(CancellationToken cancellationToken)
    {
        Func<CancellationToken, Task>[] all;
        lock (_before)
        {
            all = [.. _before];
            _before.Clear();
        }

        foreach (var work in all)
            await work(cancellationToken);
    }

    private RunEnd EndOf(RunStatus status, Exception? because) => new(
        status,
        _services.Options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        because is null ? null : FailureText.Of(because));

    private async Task LeaveSpoolAsync()
    {
        if (_isLeft)
        {
            if (!_spool.IsOffline)
                _spool.TellLeft();
            _services.Spools.Park(_spool);
        }
        else
        {
            await _spool.DisposeAsync();
        }

        if (_spool.LossToThrow() is { } lost)
            throw lost;
    }

    private void CorrectInBackground(Exception exception)
    {
        var end = EndOf(StatusOf(exception), exception);
        if (!_isLeft || !_spool.TryAppendEnd(end))
            _services.Outcomes.Add(() => UpdateAsync(end));
    }

    private async Task UpdateAsync(RunEnd end)
    {
        var update = new UpdateRunRequest { RunId = _runId, Status = end.Status, EndTime = end.EndTimeMs };
        await _services.Api.SendAtOnceAsync(Routes.Runs.Update, update, CancellationToken.None);
        var tag = new SetTagRequest { RunId = _runId, Key = FailureText.Tag, Value = end.Failure };
        await _services.Api.SendAtOnceAsync(Routes.Runs.SetTag, tag, CancellationToken.None);
    }

    private void Close()
    {
        ProcessEnd.Forget(this);
        _services.Outcomes.RunClosed();
        _watched.Close();
        _heartbeats.Dispose();
    }
}
