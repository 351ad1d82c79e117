using System.Net.Http;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Tracking.Artifacts.S3;

/// <summary>Makes the SDK's client for a configuration.</summary>
internal static class S3Client
{
    private const string DefaultRegion = "us-east-1";
    private const int MaxRetries = 3;

    internal static AmazonS3Client Create(S3StoreConfig config)
    {
        var settings = new AmazonS3Config
        {
            MaxErrorRetry = MaxRetries,
            // The newer checksums are unknown to most servers other than Amazon's; lengths and signatures stay checked.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (config.Endpoint is { } endpoint)
        {
            settings.ServiceURL = endpoint.AbsoluteUri;
            settings.ForcePathStyle = true;
            settings.AuthenticationRegion = config.Region ?? DefaultRegion;
        }
        else if (config.Region is { } region)
        {
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (config.IgnoreTls)
            settings.HttpClientFactory = new TrustingHttpClients();
        return config.Credentials is { } credentials
            ? new AmazonS3Client(CredentialsOf(credentials), settings)
            : new AmazonS3Client(settings);
    }

    private static AWSCredentials CredentialsOf(S3Credentials credentials) => credentials.SessionToken is { } token
        ? new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, token)
        : new BasicAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey);

    /// <summary>Takes any certificate: what MLFLOW_S3_IGNORE_TLS asks for.</summary>
    private sealed class TrustingHttpClients : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var handler = new SocketsHttpHandler();
#pragma warning disable CA5359 // Whoever sets MLFLOW_S3_IGNORE_TLS asks for exactly this.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            return new HttpClient(handler);
        }
    }
}
