using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Server.Operations.Limits;

namespace Tracking.Server.Messages;

/// <summary>
/// The whole body of a request, decoded, in a pooled buffer; dispose it to give the buffer back. What it takes beyond
/// the first buffer counts against the memory for all bodies until the request has ended.
/// </summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstBufferBytes = 16 * 1024;

    private readonly HttpContext _context;
    private byte[] _buffer = [];
    private int _length;
    private BodyLease? _lease;

    private PooledBody(HttpContext context) => _context = context;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <exception cref="BadHttpRequestException">The body is larger than the limit (413) or cut short.</exception>
    public static async ValueTask<PooledBody> ReadAsync(HttpContext context, int maxBytes)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        // One byte more than announced: the end is read without growing.
        var announced = context.Request.ContentLength ?? FirstBufferBytes;
        var body = new PooledBody(context);
        try
        {
            body.Resize((int)Math.Clamp(announced + 1, 1, FirstBufferBytes * 8));
            await using var content = EncodedBody.Open(context.Request);
            await body.FillAsync(content, maxBytes, context.RequestAborted);
            return body;
        }
        catch (InvalidDataException error)
        {
            body.Dispose();
            throw new BadHttpRequestException(
                $"it is not what its Content-Encoding says: {error.Message}", StatusCodes.Status400BadRequest, error);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask FillAsync(Stream content, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Resize((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
            }

            var read = await content.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > maxBytes)
            {
                throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
            }
        }
    }

    private void Resize(int capacity)
    {
        if (capacity > FirstBufferBytes)
        {
            Lease().Take(capacity);
        }

        var larger = ArrayPool<byte>.Shared.Rent(capacity);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }

    private BodyLease Lease()
    {
        if (_lease is null)
        {
            _lease = new BodyLease(_context.RequestServices.GetRequiredService<BodyMemory>());
            _context.Response.RegisterForDispose(_lease);
        }

        return _lease;
    }
}
