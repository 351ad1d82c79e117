using Tracking.Client.Spool;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// Appends what a run logs to its segments. Appending takes no lock, makes no system call and allocates nothing, except
/// where a segment begins or a name is new. Timestamps never go back, whatever the clock does.
/// </summary>
internal sealed class SpoolWriter(SegmentFactory factory, SpoolOptions options, TimeProvider time)
    : ISegmentFeed, IThreadPoolWorkItem, IDisposable
{
    // The name of a point must fit in front of it.
    private const int RoomForName = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];
    private readonly ManualResetEventSlim _room = new(false);
    private Segment? _current;
    private Segment? _standby;
    private int _lastNumber;
    private long _lastTimestampMs;
    private bool _closed;

    /// <summary>Told of an append that its reader waits for.</summary>
    internal Action<Segment, long>? Appended { get; set; }

    /// <summary>Behind the last record.</summary>
    internal SpoolPosition End => Volatile.Read(ref _current) is { } current
        ? new(current.Header.Number, current.Limit)
        : default;

    /// <summary>The segment that is written now; null before the first.</summary>
    internal Segment? Current => Volatile.Read(ref _current);

    /// <summary>False when there is no room for the point, after the waiting that the options ask for.</summary>
    internal bool TryLogMetric(string key, double value, long step)
    {
        var point = new MetricPayload(step, Timestamp(), BitConverter.DoubleToUInt64Bits(value));
        while (true)
        {
            var segment = Volatile.Read(ref _current);
            if (segment is not null && TryAppend(segment, key, point))
                return true;
            if (!TryRotate(segment, RecordFormat.MetricBytes + RoomForName))
                return false;
        }
    }

    /// <summary>False when there is no room for the record, after the waiting that the options ask for.</summary>
    internal bool TryAppend(RecordKind kind, ReadOnlySpan<byte> payload, out SpoolPosition end)
    {
        var size = RecordFormat.SizeOf(payload.Length);
        while (true)
        {
            var segment = Volatile.Read(ref _current);
            if (segment is not null && TryAppend(segment, kind, payload) is > 0 and var offset)
            {
                end = new(segment.Header.Number, offset);
                return true;
            }

            if (!TryRotate(segment, size))
            {
                end = default;
                return false;
            }
        }
    }

    public ISegmentView? Next(int after)
    {
        lock (_gate)
        {
            return _segments.Find(segment => segment.Header.Number > after);
        }
    }

    /// <summary>Forgets segments that were delivered to their end.</summary>
    internal void Release(SpoolPosition delivered)
    {
        lock (_gate)
        {
            while (_segments is [var first, ..] && first.IsSealed
                && delivered.Covers(new(first.Header.Number, first.Limit)))
            {
                _segments.RemoveAt(0);
                first.Dispose();
                factory.Released(first);
                _room.Set();
            }
        }
    }

    internal void FlushToDisk()
    {
        Segment[] segments;
        lock (_gate)
        {
            segments = [.. _segments];
        }

        foreach (var segment in segments)
        {
            try
            {
                segment.FlushToDisk();
            }
            catch (ObjectDisposedException)
            {
                // It was delivered meanwhile.
            }
        }
    }

    /// <summary>Makes the next segment before it is needed, so that nobody who logs has to.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        lock (_gate)
        {
            if (_closed || _standby is not null || _current is not { } current)
                return;
            _standby = factory.Create(_lastNumber + 1, 0);
            _standby?.DefineAs(current);
        }
    }

    /// <summary>Takes nothing more. Mappings are left to the garbage collector: a late writer may be in one.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _current?.Seal();
            _standby?.Dispose();
            _standby = null;
            _room.Set();
        }
    }

    private bool TryAppend(Segment segment, string key, in MetricPayload point)
    {
        try
        {
            var end = segment.AppendMetric(key, point);
            if (end < 0)
                return false;
            if (end >= segment.WakeAt)
                Appended?.Invoke(segment, end);
            return true;
        }
        catch (IOException)
        {
            // A disk that writes elsewhere has no room after all: the next segment lies where there is some.
            segment.Seal();
            return false;
        }
    }

    private long TryAppend(Segment segment, RecordKind kind, ReadOnlySpan<byte> payload)
    {
        try
        {
            var end = segment.Append(kind, payload);
            if (end >= segment.WakeAt)
                Appended?.Invoke(segment, end);
            return end;
        }
        catch (IOException)
        {
            segment.Seal();
            return -1;
        }
    }

    /// <summary>Whether there is another segment to try than the one that had no room.</summary>
    private bool TryRotate(Segment? full, int recordBytes)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            lock (_gate)
            {
                if (_current != full)
                    return true;
                if (_closed)
                    return false;
                full?.Seal();
                if (NextSegment(recordBytes) is { } next)
                {
                    _lastNumber = next.Header.Number;
                    _segments.Add(next);
                    Volatile.Write(ref _current, next);
                    // A run that fills one segment will fill others.
                    if (full is not null)
                        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return true;
                }

                _room.Reset();
            }

            var left = options.MaxWait - time.GetElapsedTime(started);
            if (options.WhenFull != SpoolFullMode.Wait || left <= TimeSpan.Zero)
                return false;
            _room.Wait(left);
        }
    }

    private Segment? NextSegment(int recordBytes)
    {
        if (_standby is not { } standby)
            return factory.Create(_lastNumber + 1, recordBytes);
        _standby = null;
        if (standby.Takes(recordBytes))
            return standby;
        standby.Dispose();
        factory.Released(standby);
        return factory.Create(_lastNumber + 1, recordBytes);
    }

    private long Timestamp()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var last = Volatile.Read(ref _lastTimestampMs);
        while (now > last)
        {
            var seen = Interlocked.CompareExchange(ref _lastTimestampMs, now, last);
            if (seen == last)
                return now;
            last = seen;
        }

        return last;
    }
}
