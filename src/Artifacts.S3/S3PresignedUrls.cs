using Amazon.S3;
using Amazon.S3.Model;
using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts.S3;

/// <summary>URLs signed with the store's own credentials.</summary>
internal sealed class S3PresignedUrls(IAmazonS3 client, S3StoreConfig config, S3Keys keys, TimeProvider time)
    : IPresignedUrls
{
    public Task<Uri> DownloadUrlAsync(ArtifactPath path, TimeSpan lifetime, CancellationToken cancellationToken) =>
        SignAsync(keys.KeyOf(path), HttpVerb.GET, lifetime, cancellationToken);

    public Task<Uri> UploadUrlAsync(ArtifactPath path, TimeSpan lifetime, CancellationToken cancellationToken) =>
        SignAsync(keys.KeyOf(path), HttpVerb.PUT, lifetime, cancellationToken);

    public Task<Uri> PartUrlAsync(
        ArtifactUpload upload, int number, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return SignAsync(keys.KeyOf(upload.Path), HttpVerb.PUT, lifetime, cancellationToken, upload.Id, number);
    }

    private async Task<Uri> SignAsync(
        string key,
        HttpVerb verb,
        TimeSpan lifetime,
        CancellationToken cancellationToken,
        string? uploadId = null,
        int? part = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new GetPreSignedUrlRequest
        {
            BucketName = config.Bucket,
            Key = key,
            Verb = verb,
            Expires = time.GetUtcNow().UtcDateTime + lifetime,
            Protocol = config.Endpoint?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
        };
        if (uploadId is not null && part is { } number)
        {
            request.UploadId = uploadId;
            request.PartNumber = number;
        }

        return new Uri(await S3Errors.CallAsync("sign a URL", () => client.GetPreSignedURLAsync(request)));
    }
}
