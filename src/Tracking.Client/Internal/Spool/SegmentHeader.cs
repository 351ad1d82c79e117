using System.Buffers.Binary;
using System.Numerics;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// The first 64 bytes of a segment: magic, version, number, seed, capacity, and a checksum of those.
/// </summary>
/// <param name="Number">From 1 on within its run.</param>
/// <param name="Seed">Where checksums of its records start.</param>
/// <param name="CapacityBytes">The size of the file, this header included.</param>
internal readonly record struct SegmentHeader(int Number, uint Seed, long CapacityBytes)
{
    internal const int Bytes = 64;

    private const ushort Version = 1;
    private const int ChecksumAt = 32;

    private static ReadOnlySpan<byte> Magic => "TRKSPOOL"u8;

    internal void Write(Span<byte> target)
    {
        target[..Bytes].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Number);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], Seed);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], CapacityBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum(target));
    }

    /// <summary>Null, with the reason, for what is no whole header of a known version.</summary>
    internal static SegmentHeader? Read(ReadOnlySpan<byte> source, out string problem)
    {
        problem = "";
        if (source.Length < Bytes || !source.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) != Checksum(source))
        {
            problem = "its header is damaged";
            return null;
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(source[8..]);
        if (version != Version)
        {
            problem = $"its format has version {version}, this program knows {Version}";
            return null;
        }

        return new SegmentHeader(
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]));
    }

    private static uint Checksum(ReadOnlySpan<byte> header)
    {
        var checksum = 0u;
        for (var at = 0; at < ChecksumAt; at += sizeof(ulong))
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(header[at..]));
        return checksum;
    }
}
