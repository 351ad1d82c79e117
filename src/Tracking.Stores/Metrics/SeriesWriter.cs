using System.Buffers.Binary;
using System.Numerics;

namespace Tracking.Stores.Metrics;

/// <summary>Writes the numbers of <see cref="SeriesCodec"/> into a buffer that is known to be long enough.</summary>
internal ref struct SeriesWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    public void Byte(byte value) => _buffer[Length++] = value;

    /// <summary>LEB128: seven bits a byte, the low ones first.</summary>
    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Zigzag, so that small negative numbers are short too.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>
    /// Without the zero bytes at both ends; a byte before tells how many were cut below and how many follow.
    /// </summary>
    public void Packed(ulong value)
    {
        if (value == 0)
        {
            Byte(0);
            return;
        }

        var cut = BitOperations.TrailingZeroCount(value) >> 3;
        var bytes = 8 - cut - (BitOperations.LeadingZeroCount(value) >> 3);
        Byte((byte)((cut << 4) | bytes));
        value >>= cut << 3;
        if (_buffer.Length - Length >= sizeof(ulong))
        {
            // Bytes too many are overwritten by what comes next.
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer[Length..], value);
            Length += bytes;
            return;
        }

        for (var i = 0; i < bytes; i++)
        {
            Byte((byte)(value >> (i << 3)));
        }
    }
}
