using System.Buffers;
using System.IO.Pipelines;

namespace Tracking.Server.Messages;

/// <summary>
/// A request's body as a stream whose reads can be cancelled without harm: after a read that a token broke off, the web
/// server could no longer throw the rest of the body away, and would say so in its log.
/// </summary>
internal sealed class BodyStream(PipeReader body) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = body.TryRead(out var ready) ? ready : await WaitAsync(cancellationToken);
            if (result.IsCanceled)
            {
                body.AdvanceTo(result.Buffer.Start);
                throw new OperationCanceledException("The body was not read to its end.", cancellationToken);
            }

            var part = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
            var count = (int)part.Length;
            part.CopyTo(buffer.Span);
            body.AdvanceTo(part.End);
            if (count > 0 || result.IsCompleted || buffer.IsEmpty)
            {
                return count;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        return await body.ReadAsync(CancellationToken.None);
    }
}
