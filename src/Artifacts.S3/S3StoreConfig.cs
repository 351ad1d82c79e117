namespace Tracking.Artifacts.S3;

/// <summary>Where a bucket is and who asks for it.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">What stands before every key; the root for the whole bucket.</param>
public sealed record S3StoreConfig(string Bucket, ArtifactPath Prefix)
{
    /// <summary>The scheme of locations that this store holds.</summary>
    public const string Scheme = "s3";

    /// <summary>A server other than Amazon's, addressed by path: <c>endpoint/bucket/key</c>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Such as <c>eu-central-1</c>; null leaves it to the SDK, or is us-east-1 with an endpoint.</summary>
    public string? Region { get; init; }

    /// <summary>Null leaves them to the SDK's chain: profile, container, instance.</summary>
    public S3Credentials? Credentials { get; init; }

    /// <summary>Whether any certificate of the endpoint is taken.</summary>
    public bool IgnoreTls { get; init; }

    /// <summary>The same as a URI: <c>s3://bucket/prefix</c>.</summary>
    public override string ToString() => Prefix.IsRoot ? $"s3://{Bucket}" : $"s3://{Bucket}/{Prefix}";

    /// <summary>
    /// Reads a location and the variables that MLflow and AWS's tools read: MLFLOW_S3_ENDPOINT_URL,
    /// AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, MLFLOW_S3_IGNORE_TLS, AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID,
    /// AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
    /// </summary>
    /// <param name="location">Such as <c>s3://bucket/prefix</c>.</param>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <exception cref="FormatException">One line that names what is wrong.</exception>
    public static S3StoreConfig Read(string location, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (!S3Location.TryParse(location, out var bucket, out var prefix))
        {
            throw new FormatException(
                $"'{location}' is no location in S3; expected s3://bucket or s3://bucket/prefix.");
        }

        return new S3StoreConfig(bucket, prefix)
        {
            Endpoint = EndpointOf(variable),
            Region = First(variable, "AWS_REGION", "AWS_DEFAULT_REGION")?.Value,
            Credentials = CredentialsOf(variable),
            IgnoreTls = First(variable, "MLFLOW_S3_IGNORE_TLS")?.Value.ToUpperInvariant() is "TRUE" or "1",
        };
    }

    private static Uri? EndpointOf(Func<string, string?> variable)
    {
        if (First(variable, "MLFLOW_S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") is not { } setting)
            return null;
        return Uri.TryCreate(setting.Value, UriKind.Absolute, out var endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            ? endpoint
            : throw new FormatException(
                $"{setting.Name} is '{setting.Value}'; expected a URL such as https://minio.example:9000.");
    }

    private static S3Credentials? CredentialsOf(Func<string, string?> variable)
    {
        var key = First(variable, "AWS_ACCESS_KEY_ID")?.Value;
        var secret = First(variable, "AWS_SECRET_ACCESS_KEY")?.Value;
        if (key is null && secret is null)
            return null;
        return key is not null && secret is not null
            ? new S3Credentials(key, secret, First(variable, "AWS_SESSION_TOKEN")?.Value)
            : throw new FormatException(
                $"{(key is null ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY")} is missing; the other half is set.");
    }

    private static (string Name, string Value)? First(Func<string, string?> variable, params string[] names)
    {
        foreach (var name in names)
        {
            if (variable(name) is { Length: > 0 } value)
                return (name, value);
        }

        return null;
    }
}
