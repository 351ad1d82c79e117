namespace Tracking.Client.Internal.Outcomes;

/// <summary>Status updates that no caller awaits, because they were decided while an exception passed by.</summary>
internal sealed class PendingOutcomes
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Starts an update behind those already under way.</summary>
    internal void Add(Func<Task> update)
    {
        lock (_gate)
        {
            var before = _last;
            // Not on the flow or the thread of the exception: neither its context nor its speed may matter here.
            using (ExecutionContext.SuppressFlow())
                _last = Task.Run(async () =>
                {
                    await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    await update();
                });
        }
    }

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
