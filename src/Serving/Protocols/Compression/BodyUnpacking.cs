using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Compression;

/// <summary>Unpacks request bodies, and gives up early on those that grow without end.</summary>
internal static class BodyUnpacking
{
    /// <summary>From how many unpacked bytes on the ratio counts: small bodies of zeros are honest.</summary>
    internal const int FreeBytes = 1024 * 1024;

    /// <summary>How many times longer than packed a body may become.</summary>
    internal const int MostRatio = 200;

    private const int ZlibMethod = 8;
    private const int ZlibCheck = 31;

    /// <summary>Unpacks a whole body into memory of the pool.</summary>
    /// <param name="packed">As it arrived.</param>
    /// <param name="coding">Gzip or deflate.</param>
    /// <param name="mostBytes">The most that it may become.</param>
    /// <param name="token">Ends the work.</param>
    /// <exception cref="ServingException">It is no such data, is cut off, or becomes too long.</exception>
    public static RequestBody Unpack(
        ReadOnlyMemory<byte> packed, BodyCoding coding, int mostBytes, CancellationToken token)
    {
        var array = MemoryMarshal.TryGetArray(packed, out var segment) ? segment : packed.ToArray();
        using var source = new PackedBytes(array);
        using var unpacker = Open(source, packed.Span, coding);
        var limit = Math.Min(mostBytes, Math.Max(FreeBytes, (long)packed.Length * MostRatio));
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1024, packed.Length * 4));
        var count = 0;
        try
        {
            while (true)
            {
                token.ThrowIfCancellationRequested();
                if (count == bytes.Length)
                {
                    bytes = Larger(bytes);
                }

                var read = unpacker.Read(bytes, count, bytes.Length - count);
                if (read == 0)
                {
                    CheckWhole(packed.Span, source, coding, count);
                    return RequestBody.OfPool(bytes, count);
                }

                count += read;
                if (count > limit)
                {
                    throw TooLong(mostBytes, limit);
                }
            }
        }
        catch (InvalidDataException error)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw NotPacked(coding, error);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    // "deflate" means zlib's frame, but some clients send the bare stream; the frame's first two bytes tell.
    private static Stream Open(Stream source, ReadOnlySpan<byte> packed, BodyCoding coding) =>
        coding == BodyCoding.Gzip ? new GZipStream(source, CompressionMode.Decompress)
        : packed.Length >= 2 && (packed[0] & 0xF) == ZlibMethod && ((packed[0] << 8) | packed[1]) % ZlibCheck == 0
            ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);

    private static byte[] Larger(byte[] bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, bytes.Length * 2L));
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    // What is cut off unpacks without an error; a table in CSV would then lack its last rows and nobody would know.
    private static void CheckWhole(ReadOnlySpan<byte> packed, PackedBytes source, BodyCoding coding, int count)
    {
        var isWhole = coding == BodyCoding.Gzip ? GzipEnd.IsWhole(packed, count) : !source.RanOut;
        if (!isWhole || packed.IsEmpty)
        {
            throw NotPacked(coding, null);
        }
    }

    private static ServingException NotPacked(BodyCoding coding, Exception? error) => ServingException.Malformed(
        $"The body is not {BodyCodings.NameOf(coding)}, although its Content-Encoding says so, or it is cut off.",
        error);

    private static ServingException TooLong(int mostBytes, long limit) => new(
        ServingError.BodyTooLarge,
        limit == mostBytes
            ? $"The request body unpacks to more than the {mostBytes} bytes that this server accepts."
            : $"The request body unpacks to more than {MostRatio} times its length, which no honest request does.");
}
