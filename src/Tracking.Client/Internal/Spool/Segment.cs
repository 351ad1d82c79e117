using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// A segment that is being written, by any number of threads without a lock: each reserves a range of its own by adding
/// to one number. Disposing deletes the file.
/// </summary>
internal sealed class Segment(SegmentHeader header, SegmentMemory memory, string? path) : ISegmentView, IDisposable
{
    // So many names are taken over from one segment to the next; others are defined again when they come.
    private const int MaxNamesTakenOver = 1000;

    private readonly ConcurrentDictionary<string, int> _names = new();
    private readonly ConcurrentDictionary<long, int> _abandoned = new();
    private readonly Lock _nameGate = new();
    private long _reserved = SegmentHeader.Bytes;
    private long _end = -1;
    private long _wakeAt;

    public SegmentHeader Header => header;

    public long Limit => Volatile.Read(ref _end) is >= 0 and var end
        ? end
        : Math.Min(Volatile.Read(ref _reserved), header.CapacityBytes);

    public bool IsSealed => Volatile.Read(ref _end) >= 0;

    public bool IsAtRest => false;

    internal bool IsDurable => memory.IsDurable;

    /// <summary>An append that reaches this offset is to be told to the reader.</summary>
    internal long WakeAt
    {
        get => Volatile.Read(ref _wakeAt);
        set => Interlocked.Exchange(ref _wakeAt, value);
    }

    /// <summary>Appends a point; the offset behind it, or -1 when there is no room for it.</summary>
    internal long AppendMetric(string key, in MetricPayload point)
    {
        if (!_names.TryGetValue(key, out var name) && (name = Define(key)) < 0)
            return -1;
        var offset = Reserve(RecordFormat.MetricBytes);
        if (offset < 0)
            return -1;

        var described = RecordFormat.Describe(RecordKind.Metric, name);
        try
        {
            memory.WriteMetric(offset, RecordFormat.MetricHeader(header.Seed, offset, described, point), point);
        }
        catch (IOException)
        {
            _abandoned[offset] = RecordFormat.MetricBytes;
            throw;
        }

        return offset + RecordFormat.MetricBytes;
    }

    /// <summary>Appends a record; the offset behind it, or -1 when there is no room for it.</summary>
    internal long Append(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        var offset = Write(kind, payload);
        return offset < 0 ? -1 : offset + RecordFormat.SizeOf(payload.Length);
    }

    /// <summary>Defines the names of another segment, before anything is appended.</summary>
    internal void DefineAs(Segment other)
    {
        foreach (var name in other._names.Keys.Take(MaxNamesTakenOver))
            Define(name);
    }

    /// <summary>Whether a record of this size fits behind what stands here.</summary>
    internal bool Takes(int recordBytes) => Volatile.Read(ref _reserved) + recordBytes <= header.CapacityBytes;

    /// <summary>Takes no more records.</summary>
    internal void Seal() => Reserve(int.MaxValue);

    public int AbandonedAt(long offset) => _abandoned.GetValueOrDefault(offset);

    public int Read(long offset, Span<byte> target) => memory.Read(offset, target);

    internal void FlushToDisk() => memory.FlushToDisk();

    /// <summary>Only when its reader has come to the end of it.</summary>
    public void Dispose()
    {
        memory.Dispose();
        if (path is not null)
            File.Delete(path);
    }

    private int Define(string key)
    {
        lock (_nameGate)
        {
            if (_names.TryGetValue(key, out var known))
                return known;
            var offset = Write(RecordKind.Name, Encoding.UTF8.GetBytes(key));
            if (offset < 0)
                return -1;
            var name = (int)(offset / RecordFormat.Alignment);
            _names[key] = name;
            return name;
        }
    }

    private long Write(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        var size = RecordFormat.SizeOf(payload.Length);
        var offset = Reserve(size);
        if (offset < 0)
            return -1;

        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var described = RecordFormat.Describe(kind, payload.Length);
            memory.Announce(offset, described);
            var record = rented.AsSpan(0, size);
            record.Clear();
            payload.CopyTo(record[RecordFormat.HeaderBytes..]);
            RecordFormat.Seal(record, header.Seed, offset, described);
            memory.Write(offset, record);
        }
        catch (IOException)
        {
            _abandoned[offset] = size;
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return offset;
    }

    /// <summary>
    /// The start of a range of one's own, or -1. Whoever crosses the end first knows where the last one ended.
    /// </summary>
    private long Reserve(int size)
    {
        var end = Interlocked.Add(ref _reserved, size);
        if (end <= header.CapacityBytes)
            return end - size;
        if (end - size <= header.CapacityBytes)
            Volatile.Write(ref _end, end - size);
        return -1;
    }
}
