using System.Buffers;
using System.Net;
using Microsoft.Win32.SafeHandles;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Sends a stretch of a file as a body, straight from its handle, which it does not own.</summary>
internal sealed class FilePartContent(SafeFileHandle file, long offset, long length, StallWatch watch) : HttpContent
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Called with the bytes of the stretch that have left so far.</summary>
    internal Action<long>? Sent { get; init; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (long done = 0; done < length;)
            {
                var wanted = (int)Math.Min(BufferBytes, length - done);
                var read = await RandomAccess.ReadAsync(
                    file, buffer.AsMemory(0, wanted), offset + done, cancellationToken);
                if (read == 0)
                    throw new InvalidDataException("The file became shorter while it was uploaded");
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                done += read;
                watch.Moved();
                Sent?.Invoke(done);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
