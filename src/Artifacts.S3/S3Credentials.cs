namespace Tracking.Artifacts.S3;

/// <summary>Who asks. The text of this record holds no secret.</summary>
/// <param name="AccessKeyId">The public half.</param>
/// <param name="SecretAccessKey">The secret half.</param>
/// <param name="SessionToken">Of temporary credentials; null for lasting ones.</param>
public sealed record S3Credentials(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>The public half only.</summary>
    public override string ToString() => AccessKeyId;
}
