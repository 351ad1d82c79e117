namespace Tracking.Stores.Dialects;

/// <summary>How much a write weighs in the queue and in a group of commits.</summary>
internal readonly record struct WriteSize(long Bytes, int Points)
{
    /// <summary>For writes that are small by nature.</summary>
    public static WriteSize Small => new(1_024, 1);

    /// <summary>For housekeeping: it gives way to what clients wait for, and shares its commit with nobody.</summary>
    public static WriteSize Background => Small with { IsBackground = true };

    public bool IsBackground { get; init; }
}

/// <summary>
/// A request that waits for its transaction. It can be cancelled until a thread starts it; from then on it ends as the
/// transaction ends, so "cancelled" always means that nothing was written.
/// </summary>
internal abstract class StoreRequest(WriteSize size)
{
    private const int Queued = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int _state;

    public WriteSize Size => size;

    /// <summary>Stops a read that has begun; a write that has begun goes on.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Why this request alone is refused; null while it goes well.</summary>
    public Exception? Refusal { get; set; }

    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Queued) == Queued;

    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Queued) == Queued;

    public abstract void Execute(WriteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception error);
}

/// <summary>A request that returns a value. Reads are requests too: what reads needs less of the session.</summary>
internal sealed class StoreRequest<T>(Func<WriteSession, T> work, WriteSize size) : StoreRequest(size)
{
    // Continuations must not run on the serving thread: they would delay the next request.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public override void Execute(WriteSession session) => _result = work(session);

    public override void Succeed() => _outcome.SetResult(_result!);

    public override void Fail(Exception error) => _outcome.SetException(error);

    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (request, token) => ((StoreRequest<T>)request!).Cancel(token), this);
        return await _outcome.Task;
    }

    private void Cancel(CancellationToken token)
    {
        if (TryCancel())
        {
            _outcome.SetCanceled(token);
        }
    }
}
