using System.Threading.RateLimiting;

namespace Tracking.Serving.Core.Limits;

/// <summary>Lets so many requests work at a time; the next ones wait in their order. Thread-safe.</summary>
/// <param name="what">Whose slots they are, for the message.</param>
/// <param name="most">That work at a time.</param>
/// <param name="mostWaiting">More are refused.</param>
internal sealed class RequestSlots(string what, int most, int mostWaiting) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = most,
        QueueLimit = mostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Requests that wait now.</summary>
    public long Waiting => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Takes a slot if one is free and nobody waits.</summary>
    public bool TryTake(out RequestSlot slot)
    {
        var lease = _limiter.AttemptAcquire();
        slot = lease.IsAcquired ? new RequestSlot(lease) : default;
        return lease.IsAcquired;
    }

    /// <summary>Waits for a slot.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.QueueFull"/>: too many wait already.</exception>
    public async ValueTask<RequestSlot> WaitAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(permitCount: 1, cancellationToken);
        return lease.IsAcquired
            ? new RequestSlot(lease)
            : throw new ServingException(
                ServingError.QueueFull,
                $"{what} is busy: {most} requests are worked on and {mostWaiting} wait already; retry in a second.")
            {
                RetryAfter = Pause,
            };
    }

    public void Dispose() => _limiter.Dispose();
}

/// <summary>One request's place; dispose it once. The default is none.</summary>
internal readonly struct RequestSlot(RateLimitLease? lease) : IDisposable
{
    public void Dispose() => lease?.Dispose();
}
