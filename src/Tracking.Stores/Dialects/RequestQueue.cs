using Tracking.Core.Errors;

namespace Tracking.Stores.Dialects;

/// <summary>Requests that wait for a thread to serve them, bounded by number and by bytes. Thread-safe.</summary>
/// <param name="what">What they are, in the plural.</param>
/// <param name="requestsMax">How many may wait.</param>
/// <param name="bytesMax">How much they may weigh.</param>
internal sealed class RequestQueue(string what, int requestsMax, long bytesMax)
{
    private const int GroupRequestsMax = 256;
    private const int GroupPointsMax = 20_000;

    /// <summary>Under lasting load housekeeping gets one commit in so many: it must end one day.</summary>
    private const int GroupsPerBackground = 32;

    private readonly object _gate = new();
    private readonly Queue<StoreRequest> _requests = new();
    private readonly Queue<StoreRequest> _background = new();
    private int _groupsBeforeBackground = GroupsPerBackground;
    private long _bytes;
    private int _waiting;
    private bool _isClosed;

    /// <summary>More requests wait than threads that wait for one: another thread would find work.</summary>
    public bool IsShortOfThreads
    {
        get
        {
            lock (_gate)
            {
                return _requests.Count + _background.Count > _waiting;
            }
        }
    }

    /// <exception cref="TrackingException">TEMPORARILY_UNAVAILABLE: the queue is full or closed.</exception>
    public void Add(StoreRequest request)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new TrackingException(
                    ErrorCode.TemporarilyUnavailable, "The server is shutting down; retry when it is back.");
            }

            if (request.Size.IsBackground)
            {
                AddBackground(request);
                return;
            }

            // A single request above the limit may pass when nothing waits: it could never be sent otherwise.
            if (_requests.Count >= requestsMax || (_requests.Count > 0 && _bytes + request.Size.Bytes > bytesMax))
            {
                throw new TrackingException(
                    ErrorCode.TemporarilyUnavailable,
                    $"The server is busy: {_requests.Count} {what} ({_bytes >> 10} KB) wait already; retry in a " +
                    "second.");
            }

            _requests.Enqueue(request);
            _bytes += request.Size.Bytes;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Waits for the first request and takes what is there; false when the queue is closed and empty.
    /// </summary>
    public bool Take(List<StoreRequest> group)
    {
        lock (_gate)
        {
            if (!WaitForOne())
            {
                return false;
            }

            if (IsBackgroundNext())
            {
                group.Add(_background.Dequeue());
                return true;
            }

            var points = 0;
            while (group.Count < GroupRequestsMax && points < GroupPointsMax && _requests.Count > 0)
            {
                var request = Dequeue();
                points += request.Size.Points;
                group.Add(request);
            }

            return true;
        }
    }

    /// <summary>Waits for a request; null when the queue is closed and empty.</summary>
    public StoreRequest? TakeOne()
    {
        lock (_gate)
        {
            return !WaitForOne() ? null : IsBackgroundNext() ? _background.Dequeue() : Dequeue();
        }
    }

    /// <summary>Takes no more requests; those that wait are still served.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Whoever keeps house waits for each write before the next, so that few ever wait here.</summary>
    private void AddBackground(StoreRequest request)
    {
        if (_background.Count >= requestsMax)
        {
            throw new TrackingException(
                ErrorCode.TemporarilyUnavailable, $"{_background.Count} housekeeping writes wait; retry later.");
        }

        _background.Enqueue(request);
        Monitor.Pulse(_gate);
    }

    private bool IsBackgroundNext()
    {
        if (_background.Count == 0)
        {
            return false;
        }

        var isNext = _requests.Count == 0 || _groupsBeforeBackground == 0;
        _groupsBeforeBackground = isNext ? GroupsPerBackground : _groupsBeforeBackground - 1;
        return isNext;
    }

    private bool WaitForOne()
    {
        while (_requests.Count + _background.Count == 0)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting++;
            Monitor.Wait(_gate);
            _waiting--;
        }

        return true;
    }

    private StoreRequest Dequeue()
    {
        var request = _requests.Dequeue();
        _bytes -= request.Size.Bytes;
        return request;
    }
}
