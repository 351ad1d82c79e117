namespace Tracking.Client.Internal.Spool;

/// <summary>Writes records to memory that the garbage collector does not move.</summary>
internal static unsafe class SegmentPointer
{
    internal static void WriteMetric(byte* at, ulong header, in MetricPayload point)
    {
        var words = (ulong*)at;
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
