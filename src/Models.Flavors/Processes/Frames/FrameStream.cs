using System.Buffers.Binary;

namespace Tracking.Models.Flavors.Processes.Frames;

/// <summary>
/// Frames over a pair of pipes: 4 bytes with the length of a JSON head, 8 bytes with that of a body, both
/// little-endian; then the head, then the body, which holds tensors. Not safe for concurrent calls.
/// </summary>
internal sealed class FrameStream(Stream requests, Stream answers, long maxBytes)
{
    private const int PrefixBytes = 12;

    /// <summary>Writes a frame.</summary>
    /// <param name="head">JSON in UTF-8.</param>
    /// <param name="bodyBytes">The length of what <paramref name="writeBody"/> writes.</param>
    /// <param name="writeBody">Writes the body, or null.</param>
    /// <exception cref="FrameTooLargeException">Over the limit; nothing was written.</exception>
    /// <exception cref="IOException">The process has gone.</exception>
    public void Write(ReadOnlySpan<byte> head, long bodyBytes, Action<Stream>? writeBody)
    {
        if (head.Length + bodyBytes > maxBytes)
        {
            throw new FrameTooLargeException(head.Length + bodyBytes, maxBytes);
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, head.Length);
        BinaryPrimitives.WriteInt64LittleEndian(prefix[4..], bodyBytes);
        requests.Write(prefix);
        requests.Write(head);
        writeBody?.Invoke(requests);
        requests.Flush();
    }

    /// <summary>Reads the head of a frame; its body is then read by <see cref="ReadBody"/>, whole.</summary>
    /// <returns>The head and the length of the body.</returns>
    /// <exception cref="EndOfStreamException">The process has gone.</exception>
    /// <exception cref="InvalidDataException">No frame, or over the limit.</exception>
    public (byte[] Head, long BodyBytes) ReadHead()
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        answers.ReadExactly(prefix);
        long head = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        var body = BinaryPrimitives.ReadInt64LittleEndian(prefix[4..]);
        if (head == 0 || body < 0 || body > maxBytes || head + body > maxBytes)
        {
            throw new InvalidDataException(
                $"its answer begins with lengths {head} and {body}, which is no frame or one of more than "
                + $"{maxBytes} bytes");
        }

        var content = new byte[head];
        answers.ReadExactly(content);
        return (content, body);
    }

    /// <summary>Fills memory from the body.</summary>
    /// <exception cref="EndOfStreamException">The process has gone.</exception>
    public void ReadBody(Span<byte> into) => answers.ReadExactly(into);
}

/// <summary>A request that is larger than frames may be.</summary>
internal sealed class FrameTooLargeException(long bytes, long limit)
    : Exception($"The request takes {bytes} bytes; the process takes at most {limit}.");
