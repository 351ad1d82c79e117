using Tracking.Core.Errors;

namespace Tracking.Stores.Dialects;

/// <summary>Writes that wait for the writer, bounded by number and by bytes. Thread-safe.</summary>
internal sealed class WriteQueue(int requestsMax, long bytesMax)
{
    private const int GroupRequestsMax = 256;
    private const int GroupPointsMax = 20_000;

    /// <summary>Under lasting load housekeeping gets one commit in so many: it must end one day.</summary>
    private const int GroupsPerBackground = 32;

    private readonly object _gate = new();
    private readonly Queue<WriteRequest> _requests = new();
    private readonly Queue<WriteRequest> _background = new();
    private int _groupsBeforeBackground = GroupsPerBackground;
    private long _bytes;
    private bool _isClosed;

    /// <exception cref="TrackingException">TEMPORARILY_UNAVAILABLE: the queue is full or closed.</exception>
    public void Add(WriteRequest request)
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
                    $"The server is busy: {_requests.Count} writes ({_bytes >> 10} KB) wait already; retry in a " +
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
    public bool Take(List<WriteRequest> group)
    {
        lock (_gate)
        {
            while (_requests.Count + _background.Count == 0)
            {
                if (_isClosed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            if (IsBackgroundNext())
            {
                group.Add(_background.Dequeue());
                return true;
            }

            var points = 0;
            while (group.Count < GroupRequestsMax && points < GroupPointsMax && _requests.TryDequeue(out var request))
            {
                _bytes -= request.Size.Bytes;
                points += request.Size.Points;
                group.Add(request);
            }

            return true;
        }
    }

    /// <summary>Whoever keeps house waits for each write before the next, so that few ever wait here.</summary>
    private void AddBackground(WriteRequest request)
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

    /// <summary>Takes no more requests; those that wait are still served.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
