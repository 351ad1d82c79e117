using Amazon.S3;
using Amazon.S3.Model;
using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts.S3;

/// <summary>
/// Artifacts as objects of a bucket. Files appear whole; a file and a folder may have one name, as S3 has it. What S3
/// refuses is an <see cref="IOException"/>; a bucket that cannot be reached or is busy is an
/// <see cref="ArtifactStoreUnavailableException"/>. Disposing ends the connections.
/// </summary>
public sealed class S3ArtifactStore : IArtifactStore, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly S3StoreConfig _config;
    private readonly S3Keys _keys;
    private readonly S3Listing _listing;
    private readonly S3StreamedWrite _writes;

    /// <summary>Makes the store; nothing is asked of the bucket yet.</summary>
    /// <param name="config">Where the bucket is.</param>
    /// <param name="time">The clock of presigned URLs; the system's by default.</param>
    public S3ArtifactStore(S3StoreConfig config, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        _client = S3Client.Create(config);
        _keys = new S3Keys(config.Prefix);
        _listing = new S3Listing(_client, config.Bucket, _keys);
        _writes = new S3StreamedWrite(_client, config.Bucket);
        Uploads = new S3Uploads(_client, config.Bucket, _keys);
        Presigned = new S3PresignedUrls(_client, config, _keys, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public IMultipartUploads Uploads { get; }

    /// <summary>URLs of the bucket, signed with this store's credentials.</summary>
    public IPresignedUrls? Presigned { get; }

    /// <summary>Asks for one key, to see that the bucket is there and may be read.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="IOException">One line: the bucket is missing, closed or out of reach.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _listing.ListAsync(ArtifactPath.Root, null, 1, cancellationToken);
        }
        catch (AmazonS3Exception error)
        {
            throw new IOException($"{error.Message} ({error.ErrorCode})", error);
        }
    }

    /// <inheritdoc/>
    public async Task<IArtifactFile> OpenAsync(ArtifactPath path, CancellationToken cancellationToken) =>
        await StatFileAsync(path, cancellationToken) is { } entry
            ? new S3File(_client, _config.Bucket, _keys.KeyOf(path), entry)
            : throw new FileNotFoundException($"Artifact '{path}' does not exist", path.Value);

    /// <inheritdoc/>
    public Task WriteAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return path.IsRoot
            ? throw new InvalidArtifactPathException("it is empty; expected the path of a file")
            : _writes.WriteAsync(_keys.KeyOf(path), content, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ArtifactEntry?> StatAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (await StatFileAsync(path, cancellationToken) is { } file)
            return file;
        var isFolder = path.IsRoot
            || (await _listing.ListAsync(path, null, 1, cancellationToken)).Entries.Count > 0;
        return isFolder ? new ArtifactEntry(path, true, 0, DateTimeOffset.UnixEpoch, "") : null;
    }

    /// <inheritdoc/>
    public Task<ArtifactPage> ListPageAsync(
        ArtifactPath folder, string? after, int maxEntries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        return _listing.ListAsync(folder, after, maxEntries, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (!path.IsRoot)
            await DeleteKeysAsync(path, [_keys.KeyOf(path)], cancellationToken);

        var request = new ListObjectsV2Request
        {
            BucketName = _config.Bucket,
            Prefix = _keys.StartOf(path),
            MaxKeys = S3Listing.RequestKeys,
        };
        ListObjectsV2Response response;
        do
        {
            response = await S3Errors.CallAsync(
                $"list '{path}'", () => _client.ListObjectsV2Async(request, cancellationToken));
            var keys = (response.S3Objects ?? []).Select(item => item.Key).ToList();
            if (keys.Count > 0)
            {
                await DeleteKeysAsync(path, keys, cancellationToken);
                request.StartAfter = keys[^1];
            }
        }
        while (response.IsTruncated == true);
    }

    /// <inheritdoc/>
    public bool TryLocate(string location, out ArtifactPath path)
    {
        path = ArtifactPath.Root;
        if (!S3Location.TryParse(location, out var bucket, out var full) || bucket != _config.Bucket)
            return false;
        var prefix = _config.Prefix;
        if (prefix.IsRoot || full == prefix)
        {
            path = prefix.IsRoot ? full : ArtifactPath.Root;
            return true;
        }

        return full.Value.StartsWith(prefix.Value + "/", StringComparison.Ordinal)
            && ArtifactPath.TryParse(full.Value[(prefix.Value.Length + 1)..], out path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _writes.Dispose();
    }

    private async Task<ArtifactEntry?> StatFileAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
            return null;
        try
        {
            var found = await S3Errors.CallAsync(
                $"look at '{path}'",
                () => _client.GetObjectMetadataAsync(_config.Bucket, _keys.KeyOf(path), cancellationToken));
            return new ArtifactEntry(
                path, false, found.ContentLength, S3Listing.TimeOf(found.LastModified), S3File.TagOf(found.ETag));
        }
        catch (AmazonS3Exception error) when (S3Errors.IsMissing(error))
        {
            return null;
        }
    }

    private Task<DeleteObjectsResponse> DeleteKeysAsync(
        ArtifactPath path, List<string> keys, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = _config.Bucket,
            Objects = [.. keys.Select(key => new KeyVersion { Key = key })],
            Quiet = true,
        };
        return S3Errors.CallAsync($"delete '{path}'", () => _client.DeleteObjectsAsync(request, cancellationToken));
    }
}
