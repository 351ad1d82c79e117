namespace Tracking.Models.Flavors.Onnx.Files;

/// <summary>
/// Reads the fields of protobuf messages one after another and steps over what nobody asks for, so that gigabytes of
/// weights cost nothing. Every reader throws <see cref="InvalidDataException"/> where the bytes are no such message.
/// </summary>
/// <param name="stream">Seekable and buffered.</param>
internal sealed class ProtobufScanner(Stream stream)
{
    private const int MostVarintBytes = 10;
    private const int Length = 2;

    // Field 0 is none: gigabytes of zeros end here at once.
    private const ulong MostFields = (1 << 29) - 1;

    /// <summary>Reads the fields of a message that ends at a position.</summary>
    /// <param name="end">Where the message ends.</param>
    /// <param name="visit">
    /// Gets the number of each field that has a length (messages, texts, bytes, packed lists) and where it ends.
    /// </param>
    /// <param name="visitNumber">Gets the number of each field that is a varint, and its value.</param>
    public void Message(long end, Action<int, long>? visit, Action<int, ulong>? visitNumber = null)
    {
        while (stream.Position < end)
        {
            var tag = Varint();
            var field = tag >> 3 is > 0 and <= MostFields and var valid ? (int)valid : throw Malformed();
            switch ((int)(tag & 7))
            {
                case 0:
                    var number = Varint();
                    visitNumber?.Invoke(field, number);
                    break;
                case 1:
                    SkipTo(stream.Position + 8, end);
                    break;
                case Length:
                    var length = Varint();
                    var fieldEnd = length <= (ulong)(end - stream.Position)
                        ? stream.Position + (long)length
                        : throw Malformed();
                    visit?.Invoke(field, fieldEnd);
                    SkipTo(fieldEnd, end);
                    break;
                case 5:
                    SkipTo(stream.Position + 4, end);
                    break;
                default:
                    throw Malformed();
            }
        }

        if (stream.Position != end)
        {
            throw Malformed();
        }
    }

    /// <summary>The bytes up to a position.</summary>
    public byte[] Bytes(long end, int most)
    {
        var bytes = new byte[end - stream.Position <= most ? end - stream.Position : throw Malformed()];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The text up to a position; bytes that are not UTF-8 become the replacement character.</summary>
    public string Text(long end, int most) => System.Text.Encoding.UTF8.GetString(Bytes(end, most));

    /// <summary>A packed list of integers up to a position.</summary>
    public IEnumerable<long> Integers(long end)
    {
        while (stream.Position < end)
        {
            yield return (long)Varint();
        }
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < MostVarintBytes; i++)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private void SkipTo(long position, long end)
    {
        if (position > end || stream.Position > position)
        {
            throw Malformed();
        }

        if (stream.Position != position)
        {
            stream.Position = position;
        }
    }

    private static InvalidDataException Malformed() => new("Not a protobuf message, or only a part of one.");
}
