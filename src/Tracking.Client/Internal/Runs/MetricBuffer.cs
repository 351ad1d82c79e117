using Tracking.Contracts.Metrics;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// Gathers metric points and sends them in order, in batches, behind the caller's back. At most <see cref="Capacity"/>
/// points wait; more make the caller wait. What could not be sent is counted and told by the next flush.
/// </summary>
internal sealed class MetricBuffer : IDisposable
{
    internal const int BatchSize = 1000;
    internal const int Capacity = 10 * BatchSize;

    private readonly Func<IReadOnlyList<Metric>, Task> _send;
    private readonly TimeSpan _delay;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _room = new(Capacity);
    private readonly Lock _gate = new();
    private List<Metric> _points = [];
    private Task _sending = Task.CompletedTask;
    private Exception? _failure;
    private int _lost;

    /// <summary>A buffer before any destination: the server, or a spool on disk.</summary>
    internal MetricBuffer(Func<IReadOnlyList<Metric>, Task> send, TimeSpan delay, TimeProvider time)
    {
        _send = send;
        _delay = delay;
        _timer = Detached.Do(() =>
            time.CreateTimer(_ => StartSending(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Takes a point; waits only while the buffer is full.</summary>
    internal async Task AddAsync(Metric point, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            _points.Add(point);
            if (_points.Count == BatchSize)
                StartSending();
            else if (_points.Count == 1)
                _timer.Change(_delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends when everything taken so far is sent or lost.</summary>
    /// <exception cref="TrackingClientException">
    /// Points were lost since the last flush; says how many and why.
    /// </exception>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        Task sending;
        lock (_gate)
        {
            StartSending();
            sending = _sending;
        }

        await sending.WaitAsync(cancellationToken);
        ThrowIfLost();
    }

    // The semaphore stays: a batch may still be on its way, and without a wait handle it holds nothing.
    public void Dispose() => _timer.Dispose();

    private void StartSending()
    {
        lock (_gate)
        {
            if (_points.Count == 0)
                return;
            var batch = _points;
            _points = [];
            var before = _sending;
            _sending = Detached.Run(() => SendAfterAsync(before, batch));
        }
    }

    private async Task SendAfterAsync(Task before, List<Metric> batch)
    {
        await before;
        try
        {
            await _send(batch);
        }
        catch (Exception failure)
        {
            lock (_gate)
            {
                _failure ??= failure;
                _lost += batch.Count;
            }
        }
        finally
        {
            _room.Release(batch.Count);
        }
    }

    private void ThrowIfLost()
    {
        lock (_gate)
        {
            if (_failure is not { } failure)
                return;
            var message = $"{_lost} metric points were not logged: {failure.Message}";
            (_failure, _lost) = (null, 0);
            var known = failure as TrackingClientException;
            throw new TrackingClientException(
                known?.ErrorCode ?? TrackingClientException.InvalidResponse, message, known?.StatusCode, failure);
        }
    }
}
