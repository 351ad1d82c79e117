using Microsoft.Win32.SafeHandles;

namespace Tracking.Artifacts;

/// <summary>An open file: writers replace files by renaming, so the handle keeps the content.</summary>
internal sealed class LocalFile(SafeFileHandle handle, ArtifactEntry entry) : IArtifactFile
{
    public ArtifactEntry Entry => entry;

    /// <summary>The file's entry, as its handle or its path tells it.</summary>
    public static ArtifactEntry Describe(ArtifactPath path, long length, DateTime modified) =>
        new(path, false, length, new DateTimeOffset(modified, TimeSpan.Zero), $"{modified.Ticks:x}-{length:x}");

    public Task<Stream> ReadAsync(long offset, long length, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new FilePart(handle, offset, length));

    public void Dispose() => handle.Dispose();

    /// <summary>Reads at positions of its own, so that several parts of one handle do not disturb each other.</summary>
    private sealed class FilePart(SafeFileHandle handle, long offset, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        public override int Read(byte[] buffer, int start, int count) => Read(buffer.AsSpan(start, count));

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(handle, buffer[..Within(buffer.Length)], offset + _position);
            _position += read;
            return read;
        }

        public override Task<int> ReadAsync(
            byte[] buffer, int start, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(start, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await RandomAccess.ReadAsync(
                handle, buffer[..Within(buffer.Length)], offset + _position, cancellationToken);
            _position += read;
            return read;
        }

        public override long Seek(long distance, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => distance,
            SeekOrigin.Current => _position + distance,
            _ => length + distance,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int start, int count) => throw new NotSupportedException();

        private int Within(int count) => (int)Math.Min(count, Math.Max(0, length - _position));
    }
}
