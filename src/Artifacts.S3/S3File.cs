using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Tracking.Artifacts.S3;

/// <summary>An object as a HEAD request found it; reads ask for that very content.</summary>
internal sealed class S3File(IAmazonS3 client, string bucket, string key, ArtifactEntry entry) : IArtifactFile
{
    public ArtifactEntry Entry => entry;

    /// <summary>ETags come with quotes.</summary>
    internal static string TagOf(string? etag) => (etag ?? "").Trim('"');

    public async Task<Stream> ReadAsync(long offset, long length, CancellationToken cancellationToken)
    {
        if (length == 0)
            return Stream.Null;

        var request = new GetObjectRequest { BucketName = bucket, Key = key, EtagToMatch = $"\"{entry.Tag}\"" };
        if (offset > 0 || length < entry.SizeBytes)
            request.ByteRange = new ByteRange(offset, offset + length - 1);
        try
        {
            var response = await S3Errors.CallAsync(
                $"read '{entry.Path}'", () => client.GetObjectAsync(request, cancellationToken));
            // Not every server knows If-Match.
            if (S3File.TagOf(response.ETag) == entry.Tag)
                return new ExactStream(response, length);
            response.Dispose();
        }
        catch (AmazonS3Exception error) when (
            error.StatusCode == HttpStatusCode.PreconditionFailed || S3Errors.IsMissing(error))
        {
            // Told apart from a server that failed: the caller opens the file again.
        }

        throw new ArtifactChangedException(entry.Path);
    }

    public void Dispose()
    {
        // A HEAD request leaves nothing open.
    }

    /// <summary>The bytes asked for: a server that sends more is cut, one that sends fewer is an error.</summary>
    private sealed class ExactStream(GetObjectResponse response, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Take(count, response.ResponseStream.Read(buffer, offset, Within(count)));

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) => Take(
            buffer.Length,
            await response.ResponseStream.ReadAsync(buffer[..Within(buffer.Length)], cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                response.Dispose();
            base.Dispose(disposing);
        }

        private int Within(int count) => (int)Math.Min(count, length - _position);

        private int Take(int wanted, int read)
        {
            _position += read;
            return read > 0 || wanted == 0 || _position == length
                ? read
                : throw new EndOfStreamException($"S3 sent {_position} of {length} bytes and ended");
        }
    }
}
