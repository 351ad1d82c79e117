namespace Tracking.Server.Operations.Limits;

/// <summary>
/// What one request holds of the memory for bodies. It is given back when the request has ended, not when its body was
/// read: the message that was made of the body lives as long.
/// </summary>
internal sealed class BodyLease(BodyMemory memory) : IDisposable
{
    private long _held;

    /// <inheritdoc cref="BodyMemory.Take"/>
    public void Take(long bytes)
    {
        memory.Take(bytes, _held);
        _held += bytes;
    }

    public void Dispose() => memory.GiveBack(Interlocked.Exchange(ref _held, 0));
}
