using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols;

/// <summary>The caller ended its connection or stream within a body; there is nobody to tell.</summary>
internal sealed class CallerGoneException(IOException inner) : Exception("The caller has gone.", inner);

/// <summary>A request body in one piece: the connection's own buffer where it is one, else a pooled copy.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int FirstCapacity = 64 * 1024;
    private readonly PipeReader? _reader;
    private readonly SequencePosition _end;
    private readonly byte[]? _rented;

    private RequestBody(ReadOnlyMemory<byte> bytes, PipeReader? reader, SequencePosition end, byte[]? rented)
    {
        Bytes = bytes;
        _reader = reader;
        _end = end;
        _rented = rented;
    }

    /// <summary>Valid until the body is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A body in an array of the pool, which it gives back.</summary>
    public static RequestBody OfPool(byte[] rented, int count) =>
        new(rented.AsMemory(0, count), null, default, rented);

    /// <summary>Reads to the end.</summary>
    /// <exception cref="ServingException">
    /// <see cref="ServingError.BodyTooLarge"/>, or malformed because the caller ended within it.
    /// </exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int mostBytes, CancellationToken token)
    {
        if (request.ContentLength > mostBytes)
        {
            throw TooLarge(mostBytes);
        }

        var reader = request.BodyReader;
        var end = request.HttpContext.Features.Get<IBodyEnd>();
        end?.Begin(reader);
        try
        {
            return await ReadAsync(request, reader, mostBytes, token);
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            throw new CallerGoneException(error);
        }
        finally
        {
            end?.End(request.HttpContext.Response);
        }
    }

    private static async ValueTask<RequestBody> ReadAsync(
        HttpRequest request, PipeReader reader, int mostBytes, CancellationToken token)
    {
        var first = await reader.ReadAsync(token);
        var whole = first.IsCompleted || first.Buffer.Length == request.ContentLength;
        if (whole && first.Buffer.IsSingleSegment && first.Buffer.Length <= mostBytes)
        {
            return new RequestBody(first.Buffer.First, reader, first.Buffer.End, null);
        }

        return await CopyAsync(request, first, mostBytes, token);
    }

    public void Dispose()
    {
        try
        {
            _reader?.AdvanceTo(_end);
        }
        catch (IOException)
        {
            // The caller has gone, and with it what it sent.
        }

        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static async ValueTask<RequestBody> CopyAsync(
        HttpRequest request, ReadResult result, int mostBytes, CancellationToken token)
    {
        var reader = request.BodyReader;
        var bytes = ArrayPool<byte>.Shared.Rent(FirstCapacity);
        var count = 0;
        try
        {
            while (true)
            {
                var buffer = result.Buffer;
                if (count + buffer.Length > mostBytes)
                {
                    throw TooLarge(mostBytes);
                }

                bytes = Fit(bytes, count, (int)buffer.Length);
                buffer.CopyTo(bytes.AsSpan(count));
                count += (int)buffer.Length;
                reader.AdvanceTo(buffer.End);
                if (result.IsCompleted)
                {
                    return new RequestBody(bytes.AsMemory(0, count), null, default, bytes);
                }

                if (result.IsCanceled)
                {
                    throw CutOff(request, count);
                }

                result = await reader.ReadAsync(token);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    private static byte[] Fit(byte[] bytes, int count, int more)
    {
        if (bytes.Length - count >= more)
        {
            return bytes;
        }

        var wanted = (int)Math.Min(Array.MaxLength, Math.Max(bytes.Length * 2L, (long)count + more));
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        bytes.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    private static ServingException CutOff(HttpRequest request, int count) => ServingException.Malformed(
        request.ContentLength is { } announced
            ? $"The request body ended after {count} of the {announced} bytes that its Content-Length announces."
            : $"The request body ended within its chunked encoding, after {count} bytes.");

    private static ServingException TooLarge(int mostBytes) => new(
        ServingError.BodyTooLarge,
        $"The request body is larger than the {mostBytes} bytes that this server accepts.");
}
