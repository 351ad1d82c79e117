using System.Text;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Grpc.Proto;

/// <summary>Walks through the fields of a protobuf message without copying.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int VarintBytesMax = 10;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field that the reader stands on.</summary>
    public int Field { get; private set; }

    /// <summary>How its value lies on the wire.</summary>
    public WireKind Kind { get; private set; }

    /// <summary>Whether everything is read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Goes to the next field, whose value must then be read or skipped.</summary>
    /// <exception cref="ServingException">The bytes are no protobuf.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Kind = (WireKind)(tag & 7);
        if (tag >> 3 is 0 or > 0x1FFF_FFFF
            || Kind is not (WireKind.Varint or WireKind.Fixed64 or WireKind.Bytes or WireKind.Fixed32))
        {
            throw Broken($"{tag} is no tag");
        }

        Field = (int)(tag >> 3);
        return true;
    }

    /// <summary>Whether the reader stands on a field of this number and kind.</summary>
    public readonly bool Is(int field, WireKind kind) => Field == field && Kind == kind;

    /// <summary>A base-128 number.</summary>
    public ulong Varint()
    {
        if (_rest.Length > 0 && _rest[0] < 0x80)
        {
            var small = _rest[0];
            _rest = _rest[1..];
            return small;
        }

        return LongVarint();
    }

    /// <summary>Elements of fixed size, packed or a single one.</summary>
    public ReadOnlySpan<byte> Elements() => Kind switch
    {
        WireKind.Fixed32 => Take(4),
        WireKind.Fixed64 => Take(8),
        _ => Bytes(),
    };

    /// <summary>The bytes of a bytes, text, message or packed field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= int.MaxValue ? Take((int)length) : throw Broken($"a field announces {length} bytes");
    }

    /// <summary>Text in UTF-8.</summary>
    public string Text() => Decode(Bytes());

    /// <summary>Leaves the value out.</summary>
    public void Skip()
    {
        switch (Kind)
        {
            case WireKind.Varint:
                Varint();
                break;
            case WireKind.Fixed64:
                Take(8);
                break;
            case WireKind.Fixed32:
                Take(4);
                break;
            default:
                Bytes();
                break;
        }
    }

    /// <summary>Strict UTF-8 to text.</summary>
    /// <exception cref="ServingException">It is not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException error)
        {
            throw ServingException.Malformed("The message has text that is not UTF-8.", error);
        }
    }

    private ulong LongVarint()
    {
        ulong value = 0;
        for (var i = 0; i < VarintBytesMax && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Broken("a number does not end");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Broken($"a field announces {count} bytes, {_rest.Length} are left");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static ServingException Broken(string why) =>
        ServingException.Malformed($"The message is not protobuf: {why}.");
}
