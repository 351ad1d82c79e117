using System.Runtime.InteropServices;

namespace Tracking.Client.Internal.Spool;

/// <summary>Memory of the process, for when there is no disk, or no room on it.</summary>
internal sealed unsafe class HeapMemory : SegmentMemory
{
    private readonly nuint _bytes;
    private byte* _start;

    internal HeapMemory(long bytes)
    {
        _bytes = (nuint)bytes;
        _start = (byte*)NativeMemory.AllocZeroed(_bytes);
        GC.AddMemoryPressure(bytes);
    }

    ~HeapMemory() => Free();

    internal override bool IsDurable => false;

    internal override void Announce(long offset, uint described)
    {
        SegmentPointer.Announce(_start + offset, described);
        GC.KeepAlive(this);
    }

    internal override void WriteMetric(long offset, ulong header, in MetricPayload point)
    {
        SegmentPointer.WriteMetric(_start + offset, header, point);
        GC.KeepAlive(this);
    }

    internal override void Write(long offset, ReadOnlySpan<byte> record)
    {
        SegmentPointer.Write(_start + offset, record);
        GC.KeepAlive(this);
    }

    internal override int Read(long offset, Span<byte> target)
    {
        var count = (int)Math.Min(target.Length, (long)_bytes - offset);
        new ReadOnlySpan<byte>(_start + offset, count).CopyTo(target);
        GC.KeepAlive(this);
        return count;
    }

    internal override void FlushToDisk()
    {
    }

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_start is null)
            return;
        NativeMemory.Free(_start);
        _start = null;
        GC.RemoveMemoryPressure((long)_bytes);
    }
}
