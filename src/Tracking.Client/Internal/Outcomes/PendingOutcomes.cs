using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Outcomes;

/// <summary>Status updates that no caller awaits, because they were decided while an exception passed by.</summary>
internal sealed class PendingOutcomes : IEndsWithProcess
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private int _openRuns;

    /// <summary>Whether a run is still to be ended, at the latest with the process.</summary>
    internal bool HasOpenRuns => Volatile.Read(ref _openRuns) > 0;

    internal void RunOpened() => Interlocked.Increment(ref _openRuns);

    internal void RunClosed() => Interlocked.Decrement(ref _openRuns);

    /// <summary>Starts an update, beside those already under way.</summary>
    internal void Add(Func<Task> update)
    {
        lock (_gate)
        {
            _last = Task.WhenAll(_last, Detached.Run(update));
        }
    }

    public Task EndWithProcessAsync(RunStatus status, Exception? because) => SettledAsync(CancellationToken.None);

    /// <summary>Ends when all updates are done; their failure is the caller's to hear, once.</summary>
    internal async Task SettledAsync(CancellationToken cancellationToken)
    {
        Task last;
        lock (_gate)
        {
            last = _last;
            if (last.IsCompleted)
                _last = Task.CompletedTask;
        }

        await last.WaitAsync(cancellationToken);
    }
}
