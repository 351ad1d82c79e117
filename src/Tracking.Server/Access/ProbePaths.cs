namespace Tracking.Server.Access;

/// <summary>
/// Paths that tell nothing but the state of the server: open to every Host, never queued, as probes come by address or
/// by names of their own.
/// </summary>
internal static class ProbePaths
{
    public const string Alive = "/health";
    public const string Version = "/version";
    public const string Ready = "/ready";
    public const string HealthReady = "/health/ready";

    public static IReadOnlyList<string> All { get; } = [Alive, Version, Ready, HealthReady];
}
