using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// A file that is written by a call per record, for file systems where a store into a mapping could find no room
/// (copy on write, networks): an exception then, no signal.
/// </summary>
/// <param name="file">Owned.</param>
internal sealed class WrittenMemory(SafeFileHandle file) : SegmentMemory
{
    internal override bool IsDurable => true;

    internal override void WriteMetric(long offset, ulong header, in MetricPayload point)
    {
        Span<ulong> words = [header, (ulong)point.Step, (ulong)point.TimestampMs, point.ValueBits];
        RandomAccess.Write(file, MemoryMarshal.AsBytes(words), offset);
    }

    internal override void Write(long offset, ReadOnlySpan<byte> record) => RandomAccess.Write(file, record, offset);

    internal override int Read(long offset, Span<byte> target) => RandomAccess.Read(file, target, offset);

    internal override void FlushToDisk() => RandomAccess.FlushToDisk(file);

    public override void Dispose() => file.Dispose();
}
