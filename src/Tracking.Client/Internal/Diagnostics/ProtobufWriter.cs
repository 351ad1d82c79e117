using System.Buffers.Binary;
using System.Text;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>
/// Writes fields of protobuf messages. Nested ones are written in place, and their lengths put in after.
/// </summary>
internal sealed class ProtobufWriter
{
    // A varint of a fixed four bytes: enough for 256 MB.
    private const int LengthBytes = 4;

    private byte[] _buffer = new byte[4096];
    private int _position;

    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _position);

    internal void Text(int field, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        var length = Encoding.UTF8.GetByteCount(value);
        Tag(field, 2);
        Varint((ulong)length);
        Encoding.UTF8.GetBytes(value, Room(length));
    }

    internal void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, 2);
        Varint((ulong)value.Length);
        value.CopyTo(Room(value.Length));
    }

    internal void Integer(int field, long value)
    {
        Tag(field, 0);
        Varint((ulong)value);
    }

    internal void Fixed64(int field, ulong value)
    {
        Tag(field, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);
    }

    internal void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Opens a nested message; the answer closes it.</summary>
    internal int Begin(int field)
    {
        Tag(field, 2);
        Room(LengthBytes);
        return _position;
    }

    internal void End(int start)
    {
        var length = (uint)(_position - start);
        for (var i = 0; i < LengthBytes; i++)
        {
            var more = i < LengthBytes - 1 ? 0x80u : 0;
            _buffer[start - LengthBytes + i] = (byte)((length & 0x7f) | more);
            length >>= 7;
        }
    }

    private void Tag(int field, int wireType) => Varint((ulong)((field << 3) | wireType));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Room(1)[0] = (byte)(value | 0x80);
        Room(1)[0] = (byte)value;
    }

    private Span<byte> Room(int count)
    {
        if (_position + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _position + count));
        var room = _buffer.AsSpan(_position, count);
        _position += count;
        return room;
    }
}
