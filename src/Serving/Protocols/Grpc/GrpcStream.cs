using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc;

/// <summary>Messages of a streaming call, one at a time in each direction. Not thread-safe.</summary>
internal sealed class GrpcStream : IDisposable
{
    private readonly HttpContext _context;
    private readonly int _mostBytes;
    private readonly GrpcAnswer _answer = new();

    /// <summary>Takes over an exchange whose headers were checked.</summary>
    /// <summary>Is told which model was reached last; null where nobody writes about it.</summary>
    public ReachedModel? Reached => _context.Features.Get<ReachedModel>();

    public GrpcStream(HttpContext context, int mostBytes, CancellationToken callEnds)
    {
        _context = context;
        _mostBytes = mostBytes;
        CallEnds = callEnds;

        // A stream may well be silent for hours; what is slow is not hostile here.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } pace)
        {
            pace.MinDataRate = null;
        }
    }

    /// <summary>Fires when the call's own deadline has passed or its caller has gone.</summary>
    public CancellationToken CallEnds { get; }

    /// <summary>Fires only when the caller has gone.</summary>
    public CancellationToken CallerGone => _context.RequestAborted;

    /// <summary>The next message, to be disposed; null when the caller sends no more.</summary>
    public async ValueTask<GrpcMessage?> ReadAsync(CancellationToken token)
    {
        var header = await ReadExactlyAsync(GrpcMessage.HeaderBytes, mayEnd: true, token);
        if (header is null)
        {
            return null;
        }

        var (isCompressed, length) = Parse(header);
        var bytes = await ReadExactlyAsync(length, mayEnd: false, token);
        return GrpcMessage.Owning(
            bytes!, length, isCompressed, _context.Request.Headers[GrpcHeaders.Encoding], _mostBytes);
    }

    /// <summary>Sends the message that is written and flushes it.</summary>
    public async Task WriteAsync(Action<GrpcAnswer> write, CancellationToken token)
    {
        _answer.Clear();
        write(_answer);
        _answer.WriteTo(_context.Response.BodyWriter);
        await _context.Response.BodyWriter.FlushAsync(token);
    }

    public void Dispose() => _answer.Dispose();

    private (bool IsCompressed, int Length) Parse(byte[] header)
    {
        try
        {
            return GrpcMessage.ReadHeader(header.AsSpan(0, GrpcMessage.HeaderBytes), _mostBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(header);
        }
    }

    private async ValueTask<byte[]?> ReadExactlyAsync(int count, bool mayEnd, CancellationToken token)
    {
        var reader = _context.Request.BodyReader;
        var bytes = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            var have = 0;
            while (have < count)
            {
                var result = await reader.ReadAsync(token);
                var part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, count - have));
                part.CopyTo(bytes.AsSpan(have));
                have += (int)part.Length;
                reader.AdvanceTo(part.End);
                if (have < count && result.IsCompleted)
                {
                    ArrayPool<byte>.Shared.Return(bytes);
                    return mayEnd && have == 0
                        ? null
                        : throw new GrpcException(GrpcStatusCode.Internal, "The stream ended within a message.");
                }
            }

            return bytes;
        }
        catch (OperationCanceledException)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw new CallerGoneException(error);
        }
    }
}
