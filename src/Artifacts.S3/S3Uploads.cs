using Amazon.S3;
using Amazon.S3.Model;
using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts.S3;

/// <summary>Uploads in parts that S3 itself keeps; clients send the parts to URLs of the bucket.</summary>
internal sealed class S3Uploads(IAmazonS3 client, string bucket, S3Keys keys) : IMultipartUploads
{
    public async Task<ArtifactUpload> BeginAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
            throw new InvalidArtifactPathException("it is empty; expected the path of a file");
        var begun = await S3Errors.CallAsync(
            $"begin an upload of '{path}'",
            () => client.InitiateMultipartUploadAsync(bucket, keys.KeyOf(path), cancellationToken));
        return new ArtifactUpload(path, begun.UploadId);
    }

    public Task<IReadOnlyList<UploadedPart>> ListPartsAsync(
        ArtifactUpload upload, CancellationToken cancellationToken) => ForAsync<IReadOnlyList<UploadedPart>>(
        upload,
        async () =>
        {
            var request = new ListPartsRequest
            {
                BucketName = bucket,
                Key = keys.KeyOf(upload.Path),
                UploadId = upload.Id,
            };
            var parts = new List<UploadedPart>();
            ListPartsResponse response;
            do
            {
                response = await client.ListPartsAsync(request, cancellationToken);
                parts.AddRange((response.Parts ?? []).Select(part => new UploadedPart(
                    part.PartNumber ?? 0, S3File.TagOf(part.ETag), part.Size ?? 0)));
                request.PartNumberMarker = response.NextPartNumberMarker?.ToString(
                    System.Globalization.CultureInfo.InvariantCulture);
            }
            while (response.IsTruncated == true);
            return parts;
        });

    public async Task CompleteAsync(
        ArtifactUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        PartList.Check(parts);
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket,
            Key = keys.KeyOf(upload.Path),
            UploadId = upload.Id,
            PartETags = [.. parts.Select(part => new PartETag(part.Number, $"\"{part.Tag}\""))],
        };
        await ForAsync(upload, () => client.CompleteMultipartUploadAsync(request, cancellationToken));
    }

    public async Task AbortAsync(ArtifactUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await ForAsync(
                upload,
                () => client.AbortMultipartUploadAsync(
                    bucket, keys.KeyOf(upload.Path), upload.Id, cancellationToken));
        }
        catch (UploadRefusedException gone) when (gone.IsUnknownUpload)
        {
            // Aborting what is not there is no error.
        }
    }

    private static async Task<T> ForAsync<T>(ArtifactUpload upload, Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(upload);
        try
        {
            return await S3Errors.CallAsync($"upload '{upload.Path}' in parts", call);
        }
        catch (AmazonS3Exception error) when (S3Errors.Refusal(upload, error) is { } refusal)
        {
            throw refusal;
        }
    }
}
