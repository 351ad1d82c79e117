using Tracking.Client.Internal.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// Lets the sender of a run sleep until there is a batch, or something has waited for the delay. An append looks at one
/// number; only where the sender is to be woken it does more, and then neither waits nor allocates.
/// </summary>
internal sealed class AppendSignal : IThreadPoolWorkItem, IDisposable
{
    private const long BatchBytes = Batch.MaxItems * RecordFormat.MetricBytes;

    private readonly SpoolWriter _writer;
    private readonly TimeSpan _delay;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Lock _gate = new();
    private SpoolPosition _read;
    private SpoolPosition _urgentUntil;
    private bool _isAsleep;
    private bool _isDelayed;

    internal AppendSignal(SpoolWriter writer, TimeSpan delay, TimeProvider time)
    {
        _writer = writer;
        _delay = delay;
        _timer = Detached.Do(() =>
            time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        writer.Appended = OnAppended;
    }

    /// <summary>Sleeps; the sender has read so far.</summary>
    internal async Task WaitAsync(SpoolPosition read, CancellationToken cancellationToken)
    {
        bool mayNotSleep;
        lock (_gate)
        {
            mayNotSleep = !read.Covers(_urgentUntil);
            _read = read;
            (_isAsleep, _isDelayed) = (!mayNotSleep, false);
        }

        if (mayNotSleep)
        {
            // Somebody is in the middle of an append that a flush waits for.
            await Task.Yield();
            return;
        }

        if (_writer.Current is { } current)
        {
            // Setting it is a fence: an append that does not see it is seen here.
            current.WakeAt = read.Segment == current.Header.Number ? read.Offset + 1 : 0;
            if (_writer.End is var end && !read.Covers(end))
                OnAppended(current, end.Offset);
        }

        await _signal.WaitAsync(cancellationToken);
    }

    /// <summary>Has everything before this place sent without delay.</summary>
    internal void Urge(SpoolPosition until)
    {
        lock (_gate)
        {
            if (until.Covers(_urgentUntil))
                _urgentUntil = until;
        }

        Wake();
    }

    void IThreadPoolWorkItem.Execute() => _signal.Release();

    // The semaphore stays: without a wait handle it holds nothing.
    public void Dispose() => _timer.Dispose();

    private void Wake()
    {
        lock (_gate)
        {
            if (!_isAsleep)
                return;
            _isAsleep = false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void OnAppended(Segment segment, long end)
    {
        bool isBatch;
        lock (_gate)
        {
            segment.WakeAt = long.MaxValue;
            if (!_isAsleep)
                return;
            isBatch = _read.Segment != segment.Header.Number || end - _read.Offset >= BatchBytes;
            if (!isBatch)
            {
                segment.WakeAt = _read.Offset + BatchBytes;
                if (!_isDelayed && _delay > TimeSpan.Zero)
                    _timer.Change(_delay, Timeout.InfiniteTimeSpan);
                _isDelayed = true;
            }
        }

        if (isBatch || _delay == TimeSpan.Zero)
            Wake();
    }
}
