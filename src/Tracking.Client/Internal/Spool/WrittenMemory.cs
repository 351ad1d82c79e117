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

    // A call that is interrupted by a kill stops at the border of a page.
    private const int PageBytes = 4096;

    internal override void Announce(long offset, uint described) =>
        WriteHeader(offset, RecordFormat.Announcement(described));

    internal override void WriteMetric(long offset, ulong header, in MetricPayload point)
    {
        Span<ulong> words = [header, (ulong)point.Step, (ulong)point.TimestampMs, point.ValueBits];
        var inOnePage = offset % PageBytes <= PageBytes - RecordFormat.MetricBytes;
        if (!inOnePage)
            words[0] = RecordFormat.WithoutChecksum(header);
        RandomAccess.Write(file, MemoryMarshal.AsBytes(words), offset);
        if (!inOnePage)
            WriteHeader(offset, header);
    }

    internal override void Write(long offset, ReadOnlySpan<byte> record)
    {
        RandomAccess.Write(file, record[RecordFormat.HeaderBytes..], offset + RecordFormat.HeaderBytes);
        RandomAccess.Write(file, record[..RecordFormat.HeaderBytes], offset);
    }

    internal override int Read(long offset, Span<byte> target) => RandomAccess.Read(file, target, offset);

    internal override void FlushToDisk() => RandomAccess.FlushToDisk(file);

    public override void Dispose() => file.Dispose();

    private void WriteHeader(long offset, ulong header) =>
        RandomAccess.Write(file, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in header)), offset);
}
