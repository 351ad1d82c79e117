using System.Text;

namespace Tracking.Serving.Tests.BatchScoring;

/// <summary>A long stream that is nowhere: a beginning, a piece many times over, an end.</summary>
internal sealed class GeneratedStream(string first, string piece, int times, string last) : Stream
{
    private byte[] _now = Encoding.UTF8.GetBytes(first);
    private int _at;
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

    public override int Read(byte[] buffer, int offset, int count)
    {
        var written = 0;
        while (written < count && (_at < _now.Length || Next()))
        {
            var length = Math.Min(count - written, _now.Length - _at);
            _now.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset + written));
            (_at, written) = (_at + length, written + length);
        }

        return written;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Next()
    {
        if (_given > times)
        {
            return false;
        }

        _now = _given < times ? (_given == 0 ? Encoding.UTF8.GetBytes(piece) : _now) : Encoding.UTF8.GetBytes(last);
        (_at, _given) = (0, _given + 1);
        return true;
    }
}
