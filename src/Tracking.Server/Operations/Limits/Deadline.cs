namespace Tracking.Server.Operations.Limits;

/// <summary>A token that is cancelled with another one, or when the time is over. Used by one request.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;
    private bool _isDisposed;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken outer)
    {
        _outer = outer;
        _clock = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(outer, _clock.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The time was over before anything else cancelled the token.</summary>
    public bool IsOver => _clock.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>
    /// From now on there is as much time as it takes. An error is answered after the end: nothing then.
    /// </summary>
    public void Lift()
    {
        if (!_isDisposed)
        {
            _clock.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _either.Dispose();
        _clock.Dispose();
    }
}
