namespace Tracking.Serving.Repository;

/// <summary>When models are looked at and when they go.</summary>
/// <param name="PollInterval">How often; null for never.</param>
/// <param name="MemoryBudgetBytes">Most bytes of files loaded at a time; null for any.</param>
/// <param name="UnloadAfterIdle">When a model that nobody asks goes; null for never.</param>
/// <param name="MaxParkedRequests">Most requests that wait for loads.</param>
internal sealed record LifecycleLimits(
    TimeSpan? PollInterval, long? MemoryBudgetBytes, TimeSpan? UnloadAfterIdle, int MaxParkedRequests)
{
    /// <summary>What may stay loaded.</summary>
    public ResidencyLimits Residency => new(MemoryBudgetBytes, UnloadAfterIdle);

    public IEnumerable<string> Problems()
    {
        if (PollInterval < TimeSpan.FromMilliseconds(10) || PollInterval > TimeSpan.FromDays(1))
        {
            yield return $"PollInterval is {PollInterval}, expected 10 ms to 1 day";
        }

        if (MemoryBudgetBytes < 1)
        {
            yield return $"MemoryBudgetBytes is {MemoryBudgetBytes}, expected above 0";
        }

        if (UnloadAfterIdle < TimeSpan.FromSeconds(1))
        {
            yield return $"UnloadAfterIdle is {UnloadAfterIdle}, expected at least 1 second";
        }

        if (MaxParkedRequests is < 1 or > 1_000_000)
        {
            yield return $"MaxParkedRequests is {MaxParkedRequests}, expected 1 to 1000000";
        }
    }
}
