using System.Buffers.Binary;

namespace Tracking.Telemetry.Json;

/// <summary>One field as protobuf carries it: a number of up to 64 bits, or bytes.</summary>
internal readonly record struct WireField(int Number, ulong Bits, ReadOnlyMemory<byte> Bytes, bool HasBytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private const int MostBits = 63;

    /// <summary>The fields of a message in the order of the wire.</summary>
    /// <exception cref="FormatException">It is cut short, or has a type that protobuf 3 has not.</exception>
    public static List<WireField> ReadAll(ReadOnlyMemory<byte> message)
    {
        var fields = new List<WireField>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = ReadVarint(message.Span, ref at);
            fields.Add(Read((int)(tag >> 3), (int)(tag & 7), message, ref at));
        }

        return fields;
    }

    /// <summary>The elements that one field of a repeated scalar holds; itself if it is none.</summary>
    public IEnumerable<WireField> Unpack(string type)
    {
        var kind = type switch
        {
            "double" or "fixed64" => Fixed64,
            "uint64" => Varint,
            _ => Delimited,
        };
        if (!HasBytes || kind == Delimited)
        {
            return [this];
        }

        var elements = new List<WireField>();
        var at = 0;
        while (at < Bytes.Length)
        {
            elements.Add(Read(Number, kind, Bytes, ref at));
        }

        return elements;
    }

    private static WireField Read(int number, int kind, ReadOnlyMemory<byte> message, ref int at)
    {
        switch (kind)
        {
            case Varint:
                return new(number, ReadVarint(message.Span, ref at), default, HasBytes: false);
            case Fixed64:
                var wide = Take(message, sizeof(ulong), ref at).Span;
                return new(number, BinaryPrimitives.ReadUInt64LittleEndian(wide), default, HasBytes: false);
            case Fixed32:
                var narrow = Take(message, sizeof(uint), ref at).Span;
                return new(number, BinaryPrimitives.ReadUInt32LittleEndian(narrow), default, HasBytes: false);
            case Delimited:
                var length = ReadVarint(message.Span, ref at);
                return new(number, 0, Take(message, length, ref at), HasBytes: true);
            default:
                throw new FormatException($"Field {number} has the unknown wire type {kind}.");
        }
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ulong length, ref int at)
    {
        if (length > (ulong)(message.Length - at))
        {
            throw new FormatException("The message ends within a field.");
        }

        var taken = message.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift <= MostBits && at < bytes.Length; shift += 7)
        {
            var one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A number does not end.");
    }
}
