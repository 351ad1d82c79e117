using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// A file mapped into memory: a write is a few stores, and the kernel keeps them when the process is killed. Only for
/// files whose blocks exist, on file systems that write in place.
/// </summary>
internal sealed unsafe class MappedMemory : SegmentMemory
{
    private readonly SafeFileHandle _file;
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <summary>Owns the file.</summary>
    internal MappedMemory(SafeFileHandle file, long bytes)
    {
        _file = file;
        _mapping = MemoryMappedFile.CreateFromFile(
            file, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _mapping.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.ReadWrite);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    internal override bool IsDurable => true;

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

    // Through the file: the same pages, and what is not there any more is an error in place of a signal.
    internal override int Read(long offset, Span<byte> target) => RandomAccess.Read(_file, target, offset);

    internal override void FlushToDisk() => RandomAccess.FlushToDisk(_file);

    public override void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping.Dispose();
        _file.Dispose();
    }
}
