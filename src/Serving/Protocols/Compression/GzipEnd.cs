using System.Buffers.Binary;

namespace Tracking.Serving.Protocols.Compression;

/// <summary>Tells whether gzip data are whole: .NET's reader takes what was cut off for the end.</summary>
internal static class GzipEnd
{
    // CRC and length of what was packed (RFC 1952, 2.3.1).
    private const int TrailerBytes = 8;
    private const int LengthBytes = 4;

    private static ReadOnlySpan<byte> Start => [0x1F, 0x8B, 8];

    /// <summary>
    /// Whether the length at the end is that of what came out; of several members nobody asks, and nothing is whole.
    /// </summary>
    public static bool IsWhole(ReadOnlySpan<byte> packed, int unpacked) =>
        packed.IsEmpty
        || (packed.Length > Start.Length + TrailerBytes
            && (BinaryPrimitives.ReadInt32LittleEndian(packed[^LengthBytes..]) == unpacked
                || packed[Start.Length..].IndexOf(Start) >= 0));
}
