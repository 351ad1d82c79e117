using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Compression;

namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>One message out of its frame: the bytes that it lay in, or a pooled copy. Dispose it once.</summary>
internal readonly struct GrpcMessage : IDisposable
{
    /// <summary>A flag and a length in four bytes, big-endian.</summary>
    public const int HeaderBytes = 5;

    private readonly byte[]? _rented;

    private GrpcMessage(ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        Bytes = bytes;
        _rented = rented;
    }

    /// <summary>The message as protobuf; valid until it is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether a frame says that it is compressed, and how many bytes follow its header.</summary>
    /// <exception cref="GrpcException">The header is none, or announces more than is accepted.</exception>
    public static (bool IsCompressed, int Length) ReadHeader(ReadOnlySpan<byte> header, int mostBytes)
    {
        if (header[0] > 1)
        {
            throw new GrpcException(
                GrpcStatusCode.Internal, $"The flag before a message is {header[0]}, expected 0 or 1.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= (uint)mostBytes
            ? (header[0] == 1, (int)length)
            : throw TooLarge($"The message has {length} bytes", mostBytes);
    }

    /// <summary>The only message of a body that has arrived whole; it lies in the body's bytes.</summary>
    /// <exception cref="GrpcException">There is none, half a one, or more than one.</exception>
    public static GrpcMessage Single(ReadOnlyMemory<byte> body, string? encoding, int mostBytes)
    {
        if (body.Length < HeaderBytes)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "The call came without a whole message.");
        }

        var (isCompressed, length) = ReadHeader(body.Span, mostBytes);
        var rest = body[HeaderBytes..];
        if (rest.Length != length)
        {
            throw new GrpcException(
                GrpcStatusCode.Internal,
                $"The message announces {length} bytes and the call has {rest.Length} after its header.");
        }

        return isCompressed ? Decompress(rest, encoding, mostBytes) : new GrpcMessage(rest, null);
    }

    /// <summary>A message whose bytes lie in a rented array, which it takes over.</summary>
    public static GrpcMessage Owning(byte[] rented, int length, bool isCompressed, string? encoding, int mostBytes)
    {
        if (!isCompressed)
        {
            return new GrpcMessage(rented.AsMemory(0, length), rented);
        }

        try
        {
            return Decompress(rented.AsMemory(0, length), encoding, mostBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static GrpcMessage Decompress(ReadOnlyMemory<byte> compressed, string? encoding, int mostBytes)
    {
        if (encoding != GrpcHeaders.Gzip)
        {
            throw new GrpcException(
                string.IsNullOrEmpty(encoding) || encoding == "identity"
                    ? GrpcStatusCode.Internal
                    : GrpcStatusCode.Unimplemented,
                $"A compressed message came with grpc-encoding '{encoding}', expected gzip.");
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Math.Min(mostBytes, Math.Max(1_024, compressed.Length * 4)));
        try
        {
            var count = Inflate(compressed, ref bytes, mostBytes);
            return new GrpcMessage(bytes.AsMemory(0, count), bytes);
        }
        catch (Exception error)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw error is InvalidDataException
                ? new GrpcException(GrpcStatusCode.Internal, "A message marked as gzip is not, or is cut off.", error)
                : error;
        }
    }

    private static int Inflate(ReadOnlyMemory<byte> compressed, ref byte[] bytes, int mostBytes)
    {
        using var source = new ReadOnlyMemoryStream(compressed);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        var count = 0;
        while (true)
        {
            if (count == bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, bytes.Length * 2L));
                bytes.AsSpan(0, count).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = larger;
            }

            var read = gzip.Read(bytes, count, bytes.Length - count);
            count += read;
            if (count > mostBytes)
            {
                throw TooLarge("The message, decompressed, is larger", mostBytes);
            }

            if (read == 0)
            {
                return GzipEnd.IsWhole(compressed.Span, count)
                    ? count
                    : throw new InvalidDataException("The end is missing.");
            }
        }
    }

    private static ServingException TooLarge(string what, int mostBytes) => new(
        ServingError.BodyTooLarge, $"{what}; this server accepts {mostBytes} bytes.");
}
