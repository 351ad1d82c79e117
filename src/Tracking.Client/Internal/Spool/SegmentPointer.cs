namespace Tracking.Client.Internal.Spool;

/// <summary>Writes records to memory that the garbage collector does not move.</summary>
internal static unsafe class SegmentPointer
{
    /// <summary>A header without its checksum: no record yet, but the size of one.</summary>
    internal static void Announce(byte* at, uint described) =>
        Volatile.Write(ref *(ulong*)at, RecordFormat.Announcement(described));

    internal static void WriteMetric(byte* at, ulong header, in MetricPayload point)
    {
        var words = (ulong*)at;
        Volatile.Write(ref *words, RecordFormat.WithoutChecksum(header));
        words[1] = (ulong)point.Step;
        words[2] = (ulong)point.TimestampMs;
        words[3] = point.ValueBits;
        Volatile.Write(ref *words, header);
    }

    internal static void Write(byte* at, ReadOnlySpan<byte> record)
    {
        record[RecordFormat.HeaderBytes..].CopyTo(
            new Span<byte>(at + RecordFormat.HeaderBytes, record.Length - RecordFormat.HeaderBytes));
        Volatile.Write(ref *(ulong*)at, BitConverter.ToUInt64(record));
    }
}
