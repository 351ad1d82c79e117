using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Tracking.Artifacts.Uploads;

namespace Tracking.Artifacts.S3;

/// <summary>Turns what the SDK throws into what the port promises.</summary>
internal static class S3Errors
{
    internal const string NoSuchUpload = "NoSuchUpload";

    private static readonly string[] BadParts =
        ["InvalidPart", "InvalidPartOrder", "EntityTooSmall", "EntityTooLarge", "MalformedXML"];

    /// <summary>Calls the store; its errors come out as the port's.</summary>
    internal static async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (Translate(what, error) is { } translated)
        {
            throw translated;
        }
    }

    internal static bool IsMissing(Exception error) =>
        error is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" };

    /// <summary>The refusal of an upload; null when the error is another.</summary>
    internal static UploadRefusedException? Refusal(ArtifactUpload upload, Exception error) => error switch
    {
        AmazonS3Exception { ErrorCode: NoSuchUpload } => UploadRefusedException.Unknown(upload),
        AmazonS3Exception refused when BadParts.Contains(refused.ErrorCode) => new UploadRefusedException(
            $"S3 refuses the parts of '{upload.Path}': {refused.Message} ({refused.ErrorCode})", false),
        _ => null,
    };

    private static IOException? Translate(string what, Exception error) => error switch
    {
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => null,
        AmazonServiceException when IsMissing(error) => null,
        AmazonServiceException busy when IsBusy(busy) =>
            new ArtifactStoreUnavailableException($"S3 cannot {what} now: {busy.Message}", busy),
        AmazonServiceException refused when refused.ErrorCode != NoSuchUpload
            && !BadParts.Contains(refused.ErrorCode) =>
            new IOException($"S3 refuses to {what}: {refused.Message} ({refused.ErrorCode})", refused),
        AmazonServiceException => null,
        AmazonClientException or HttpRequestException or TimeoutException =>
            new ArtifactStoreUnavailableException($"S3 cannot be reached to {what}: {error.Message}", error),
        _ => null,
    };

    private static bool IsBusy(AmazonServiceException error) =>
        error.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or 0
        || (int)error.StatusCode >= 500
        || error.ErrorCode is "SlowDown" or "RequestTimeout";
}
