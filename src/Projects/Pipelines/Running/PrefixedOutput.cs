using System.Text;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Hands whole lines on with a name before each. Several may share a stream.</summary>
internal sealed class PrefixedOutput : Stream
{
    /// <summary>A line is handed on when it is this long, ended or not.</summary>
    private const int LineBytesMax = 16_384;

    private readonly Stream _next;
    private readonly byte[] _prefix;
    private readonly MemoryStream _line = new();

    private PrefixedOutput(Stream next, string name)
    {
        _next = next;
        _prefix = Encoding.UTF8.GetBytes(name + " | ");
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Null for a stream that is null.</summary>
    public static PrefixedOutput? Of(Stream? next, string name) =>
        next is null ? null : new PrefixedOutput(next, name);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (var one in buffer)
        {
            _line.WriteByte(one);
            if (one == '\n' || _line.Length >= LineBytesMax)
            {
                HandOn();
            }
        }
    }

    /// <summary>Whole lines only: a half one would be torn apart by the other programs' lines.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_line.Length > 0)
            {
                HandOn();
            }

            _line.Dispose();
        }

        base.Dispose(disposing);
    }

    private void HandOn()
    {
        byte[] line = [.. _prefix, .. _line.GetBuffer().AsSpan(0, (int)_line.Length)];
        if (line[^1] != '\n')
        {
            line = [.. line, (byte)'\n'];
        }

        lock (_next)
        {
            _next.Write(line);
            _next.Flush();
        }

        _line.SetLength(0);
    }
}
