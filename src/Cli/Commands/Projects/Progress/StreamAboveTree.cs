namespace Tracking.Cli.Commands.Projects.Progress;

/// <summary>A stream of the terminal that does not write into the tree.</summary>
internal sealed class StreamAboveTree(LiveScreen screen, Stream next) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => screen.Above(() =>
    {
        next.Write(buffer, offset, count);
        next.Flush();
    });

    /// <summary>Every write has been handed on.</summary>
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
            next.Dispose();
        }

        base.Dispose(disposing);
    }
}
