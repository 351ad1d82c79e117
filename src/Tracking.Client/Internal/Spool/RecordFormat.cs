using System.Buffers.Binary;
using System.Numerics;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// A record: 32 bits of CRC-32C, 8 of its kind, 24 of its argument, then the payload up to the next multiple of 8
/// bytes; all little-endian. The argument is the payload's length; a point's is the eighth of its name's offset. The
/// checksum starts from the segment's seed and the record's offset, so that a record counts only where it was written.
/// It is written last: a header that has all but its checksum announces a record that was never finished.
/// </summary>
internal static class RecordFormat
{
    internal const int HeaderBytes = 8;
    internal const int Alignment = 8;
    internal const int MetricBytes = HeaderBytes + 24;
    internal const int MaxArgument = (1 << 24) - 1;

    /// <summary>The bytes that a record with such a payload takes.</summary>
    internal static int SizeOf(int payloadBytes) =>
        HeaderBytes + ((payloadBytes + Alignment - 1) & ~(Alignment - 1));

    internal static uint Describe(RecordKind kind, int argument) => (uint)kind | ((uint)argument << 8);

    /// <summary>The header of a record that is being written.</summary>
    internal static ulong Announcement(uint described) => (ulong)described << 32;

    /// <summary>What announces the record that has this header.</summary>
    internal static ulong WithoutChecksum(ulong header) => header & 0xFFFF_FFFF_0000_0000;

    /// <summary>The bytes of the record that is announced here and was never finished; 0 if none is.</summary>
    internal static int AnnouncedSize(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header) == 0 ? StatedSize(header) : 0;

    /// <summary>The first 8 bytes of a point.</summary>
    internal static ulong MetricHeader(uint seed, long offset, uint described, in MetricPayload point)
    {
        var checksum = BitOperations.Crc32C(BitOperations.Crc32C(seed ^ (uint)offset, described), (ulong)point.Step);
        checksum = BitOperations.Crc32C(BitOperations.Crc32C(checksum, (ulong)point.TimestampMs), point.ValueBits);
        return checksum | ((ulong)described << 32);
    }

    /// <summary>Writes the header of a record whose payload, padded with zeros, stands behind it.</summary>
    internal static void Seal(Span<byte> record, uint seed, long offset, uint described)
    {
        var checksum = Checksum(seed, offset, described, record[HeaderBytes..]);
        BinaryPrimitives.WriteUInt64LittleEndian(record, checksum | ((ulong)described << 32));
    }

    /// <summary>The size of the record that these bytes start with, if they hold a valid one; else 0.</summary>
    internal static int ValidSize(ReadOnlySpan<byte> bytes, uint seed, long offset)
    {
        if (bytes.Length < HeaderBytes)
            return 0;
        var header = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var described = (uint)(header >> 32);
        var size = StatedSize(described);
        return size > 0 && size <= bytes.Length
            && (uint)header == Checksum(seed, offset, described, bytes[HeaderBytes..size])
            ? size
            : 0;
    }

    /// <summary>The size that a header states, valid or not; 0 where it states none.</summary>
    internal static int StatedSize(ReadOnlySpan<byte> header) =>
        StatedSize((uint)(BinaryPrimitives.ReadUInt64LittleEndian(header) >> 32));

    private static int StatedSize(uint described) => (RecordKind)(byte)described switch
    {
        RecordKind.None or > RecordKind.Call => 0,
        RecordKind.Metric => MetricBytes,
        _ => SizeOf((int)(described >> 8)),
    };

    private static uint Checksum(uint seed, long offset, uint described, ReadOnlySpan<byte> padded)
    {
        var checksum = BitOperations.Crc32C(seed ^ (uint)offset, described);
        for (; padded.Length >= sizeof(ulong); padded = padded[sizeof(ulong)..])
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(padded));
        return checksum;
    }
}

/// <summary>What a point says, besides its name.</summary>
internal readonly record struct MetricPayload(long Step, long TimestampMs, ulong ValueBits);
