using System.Buffers.Binary;
using Tracking.Core.Errors;

namespace Tracking.Stores.Metrics;

/// <summary>Reads what <see cref="SeriesWriter"/> wrote. Never reads past the end, whatever the bytes are.</summary>
internal ref struct SeriesReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public static TrackingException Damaged(string what) =>
        new(ErrorCode.DataLoss, $"A block of metric points is damaged: {what}; restore a backup of the database.");

    public byte Byte() => _position < _data.Length ? _data[_position++] : throw Damaged("it ends too early");

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number does not end");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Packed()
    {
        var head = Byte();
        var cut = head >> 4;
        var bytes = head & 0x0F;
        if (cut + bytes > 8 || bytes > _data.Length - _position)
        {
            throw Damaged("a value is too long");
        }

        var value = Bytes(bytes);
        _position += bytes;
        return cut == 8 ? value : value << (cut << 3);
    }

    /// <summary>Up to 8 bytes, the least first; where 8 are left they are read at once.</summary>
    private readonly ulong Bytes(int count)
    {
        var rest = _data[_position..];
        if (rest.Length >= sizeof(ulong))
        {
            var whole = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            return count == sizeof(ulong) ? whole : whole & ((1UL << (count << 3)) - 1);
        }

        var value = 0UL;
        for (var i = 0; i < count; i++)
        {
            value |= (ulong)rest[i] << (i << 3);
        }

        return value;
    }
}
