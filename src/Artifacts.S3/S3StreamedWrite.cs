using System.Buffers;
using Amazon.S3;
using Amazon.S3.Model;

namespace Tracking.Artifacts.S3;

/// <summary>
/// Writes a stream of unknown length: what fits into one part as an object, more as an upload in parts. One part is in
/// memory at a time; a failure leaves neither an object nor parts.
/// </summary>
internal sealed class S3StreamedWrite(IAmazonS3 client, string bucket) : IDisposable
{
    /// <summary>S3 takes no part below 5 MB but the last; buffers come in powers of two.</summary>
    internal const int PartBytes = 8 << 20;

    /// <summary>Parts grow, so that the 10,000 that S3 takes hold 150 GB.</summary>
    private const int LargePartBytes = 16 << 20;
    private const int LargePartsFrom = 2_001;

    private const int FirstBufferBytes = 64 << 10;

    /// <summary>How many writers hold more than <see cref="FirstBufferBytes"/>; the others wait.</summary>
    private const int MaxLargeWriters = 64;

    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _largeWriters = new(MaxLargeWriters);

    internal async Task WriteAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        var isLarge = false;
        try
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, false, cancellationToken);
            if (read == buffer.Length)
            {
                await _largeWriters.WaitAsync(cancellationToken);
                isLarge = true;
                buffer = Grow(buffer, PartBytes);
                read += await content.ReadAtLeastAsync(
                    buffer.AsMemory(read, PartBytes - read), PartBytes - read, false, cancellationToken);
            }

            if (isLarge && read == PartBytes)
                await WritePartsAsync(key, buffer, content, cancellationToken);
            else
                await PutAsync(key, buffer, read, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (isLarge)
                _largeWriters.Release();
        }
    }

    public void Dispose() => _largeWriters.Dispose();

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private Task<PutObjectResponse> PutAsync(string key, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = new MemoryStream(buffer, 0, count, writable: false),
            UseChunkEncoding = false,
        };
        return S3Errors.CallAsync($"write '{key}'", () => client.PutObjectAsync(request, cancellationToken));
    }

    private async Task WritePartsAsync(
        string key, byte[] first, Stream content, CancellationToken cancellationToken)
    {
        var begun = await S3Errors.CallAsync(
            $"begin writing '{key}'", () => client.InitiateMultipartUploadAsync(bucket, key, cancellationToken));
        try
        {
            var parts = new List<PartETag> { await PutPartAsync(begun, 1, first, PartBytes, cancellationToken) };
            parts.AddRange(await PutOtherPartsAsync(begun, content, cancellationToken));
            var request = new CompleteMultipartUploadRequest
            {
                BucketName = bucket,
                Key = key,
                UploadId = begun.UploadId,
                PartETags = parts,
            };
            await S3Errors.CallAsync(
                $"finish '{key}'", () => client.CompleteMultipartUploadAsync(request, cancellationToken));
        }
        catch
        {
            await AbortAsync(begun);
            throw;
        }
    }

    private async Task<List<PartETag>> PutOtherPartsAsync(
        InitiateMultipartUploadResponse begun, Stream content, CancellationToken cancellationToken)
    {
        var parts = new List<PartETag>();
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            for (var number = 2; ; number++)
            {
                var size = number < LargePartsFrom ? PartBytes : LargePartBytes;
                if (buffer.Length < size)
                    buffer = Grow(buffer, size);
                var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, size), size, false, cancellationToken);
                if (read > 0)
                    parts.Add(await PutPartAsync(begun, number, buffer, read, cancellationToken));
                if (read < size)
                    return parts;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<PartETag> PutPartAsync(
        InitiateMultipartUploadResponse begun,
        int number,
        byte[] buffer,
        int count,
        CancellationToken cancellationToken)
    {
        var request = new UploadPartRequest
        {
            BucketName = bucket,
            Key = begun.Key,
            UploadId = begun.UploadId,
            PartNumber = number,
            PartSize = count,
            InputStream = new MemoryStream(buffer, 0, count, writable: false),
            UseChunkEncoding = false,
        };
        var response = await S3Errors.CallAsync(
            $"write part {number} of '{begun.Key}'", () => client.UploadPartAsync(request, cancellationToken));
        return new PartETag(number, response.ETag);
    }

    /// <summary>Parts that are left cost money until somebody aborts them.</summary>
    private async Task AbortAsync(InitiateMultipartUploadResponse begun)
    {
        // The caller's token may be what ended the upload.
        using var patience = new CancellationTokenSource(AbortTimeout);
        try
        {
            await client.AbortMultipartUploadAsync(bucket, begun.Key, begun.UploadId, patience.Token);
        }
        catch (Exception error) when (error is AmazonS3Exception or HttpRequestException
            or Amazon.Runtime.AmazonClientException or OperationCanceledException)
        {
            // The cause of the failure is what the caller must hear; the bucket's lifecycle rule removes the parts.
        }
    }
}
