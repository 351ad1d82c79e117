namespace Tracking.Server.Operations.Health;

/// <summary>Something without which the server cannot serve; it throws when it is not well.</summary>
/// <param name="Name">As the report names it.</param>
/// <param name="RunAsync">Reads or writes something small.</param>
/// <param name="Lifetime">How long an answer holds before the next one is fetched.</param>
internal sealed record ReadinessCheck(
    string Name, Func<CancellationToken, Task> RunAsync, TimeSpan Lifetime);
