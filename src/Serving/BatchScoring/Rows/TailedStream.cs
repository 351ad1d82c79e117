namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>A stream for reading on, with bytes of ours behind its end. Disposing disposes the stream.</summary>
internal sealed class TailedStream(Stream inner, byte[] tail) : Stream
{
    private int _given;

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
        var count = _given > 0 ? 0 : await inner.ReadAsync(buffer, cancellationToken);
        return count > 0 ? count : Tail(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = _given > 0 ? 0 : inner.Read(buffer);
        return count > 0 ? count : Tail(buffer);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Tail(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, tail.Length - _given);
        tail.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
