namespace Tracking.Artifacts.Contract;

/// <summary>
/// Bytes that depend on their position, as from a socket: it cannot seek, tells no length and gives odd portions.
/// </summary>
public sealed class GeneratedStream(long length) : Stream
{
    private const int Portion = 70_001;

    private long _position;

    /// <summary>Called when half of it was read; may throw.</summary>
    public Action? AtHalf { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public static byte At(long position) => (byte)((position * 2_654_435_761) >> 24);

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position >= length / 2)
        {
            AtHalf?.Invoke();
        }

        var read = (int)Math.Min(Math.Min(count, Portion), length - _position);
        for (var i = 0; i < read; i++)
        {
            buffer[offset + i] = At(_position + i);
        }

        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
