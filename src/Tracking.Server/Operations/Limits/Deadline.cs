using Microsoft.AspNetCore.Http;

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
    /// The work of a request is done: its answer is written whatever the time. A write that was begun in time is
    /// answered as it ended, never as given up.
    /// </summary>
    public static void WorkIsDone(HttpContext context)
    {
        if (context.Features.Get<Deadline>() is { } deadline)
        {
            deadline.Lift();
            context.RequestAborted = deadline._outer;
        }
    }

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
