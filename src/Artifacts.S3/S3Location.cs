using System.Text.RegularExpressions;

namespace Tracking.Artifacts.S3;

/// <summary>Locations such as <c>s3://bucket/prefix</c>, as MLflow writes them: keys are not URL-encoded.</summary>
internal static partial class S3Location
{
    private const string Start = S3StoreConfig.Scheme + "://";

    internal static bool TryParse(string? location, out string bucket, out ArtifactPath path)
    {
        bucket = "";
        path = ArtifactPath.Root;
        if (location is null || !location.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = location[Start.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        bucket = slash < 0 ? rest : rest[..slash];
        return BucketName().IsMatch(bucket) && (slash < 0 || ArtifactPath.TryParse(rest[(slash + 1)..], out path));
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}
