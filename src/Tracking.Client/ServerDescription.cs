namespace Tracking.Client;

/// <summary>What answers at a client's address.</summary>
public sealed record ServerDescription
{
    /// <summary>The version of this project's server; null for others.</summary>
    public string? TrackingVersion { get; init; }

    /// <summary>The MLflow whose API it has; null where it does not tell, as Databricks does not.</summary>
    public string? MlflowVersion { get; init; }

    /// <summary>
    /// What it promises beyond MLflow's API, such as <c>idempotency-key</c>; empty for stock MLflow servers.
    /// </summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>
    /// How far the server's clock is ahead of this machine's, to the second; null where it does not tell the time.
    /// </summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>How long one call took on an open connection.</summary>
    public TimeSpan RoundTrip { get; init; }
}
