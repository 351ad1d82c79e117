using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Grpc.Proto;

/// <summary>Writes protobuf fields; as proto3 has it, zero and empty values of single fields are left out.</summary>
internal readonly struct ProtoWriter(ResponseBuffer to)
{
    private const int VarintBytesMax = 10;

    /// <summary>Bytes of a tag and a length.</summary>
    public static int SizeOfHeader(int field, int length) =>
        SizeOf(Tag(field, WireKind.Bytes)) + SizeOf((ulong)length);

    /// <summary>Writes a tag and the length of what follows.</summary>
    public static void WriteHeader(IBufferWriter<byte> writer, int field, int length)
    {
        var span = writer.GetSpan(2 * VarintBytesMax);
        var count = Encode(span, Tag(field, WireKind.Bytes));
        count += Encode(span[count..], (ulong)length);
        writer.Advance(count);
    }

    /// <summary>Text, left out where empty or null.</summary>
    public void Text(int field, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Element(field, text);
        }
    }

    /// <summary>One text of a repeated field, also where empty.</summary>
    public void Element(int field, string text)
    {
        WriteHeader(to, field, Encoding.UTF8.GetByteCount(text));
        to.WriteText(text);
    }

    /// <summary>A whole number or enum, left out where zero; negative int64 as their two's complement.</summary>
    public void Number(int field, ulong value)
    {
        if (value != 0)
        {
            Varint(Tag(field, WireKind.Varint));
            Varint(value);
        }
    }

    public void Flag(int field, bool value) => Number(field, value ? 1UL : 0);

    /// <summary>A repeated int64 field, packed.</summary>
    public void Numbers(int field, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var start = Begin(field);
        foreach (var value in values)
        {
            Varint((ulong)value);
        }

        End(start);
    }

    /// <summary>A double, left out where zero.</summary>
    public void Double(int field, double value)
    {
        if (BitConverter.DoubleToInt64Bits(value) != 0)
        {
            Varint(Tag(field, WireKind.Fixed64));
            BinaryPrimitives.WriteDoubleLittleEndian(to.GetSpan(8), value);
            to.Advance(8);
        }
    }

    /// <summary>Starts a nested message or packed field; give the result to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Varint(Tag(field, WireKind.Bytes));
        return to.Count;
    }

    /// <summary>Ends what began: puts its length before it.</summary>
    public void End(int start)
    {
        Span<byte> length = stackalloc byte[VarintBytesMax];
        to.InsertAt(start, length[..Encode(length, (ulong)(to.Count - start))]);
    }

    /// <summary>A number without a tag, as within a packed field.</summary>
    public void Varint(ulong value) => to.Advance(Encode(to.GetSpan(VarintBytesMax), value));

    private static ulong Tag(int field, WireKind kind) => ((ulong)field << 3) | (uint)kind;

    private static int SizeOf(ulong value) => (70 - BitOperations.LeadingZeroCount(value | 1)) / 7;

    private static int Encode(Span<byte> into, ulong value)
    {
        var count = 0;
        while (value >= 0x80)
        {
            into[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        into[count++] = (byte)value;
        return count;
    }
}
