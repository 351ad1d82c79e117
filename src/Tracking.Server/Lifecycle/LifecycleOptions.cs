namespace Tracking.Server.Lifecycle;

/// <summary>What happens to what was deleted, and to runs that fall silent.</summary>
public sealed record LifecycleOptions
{
    /// <summary>How long deleted things stay in the trash; null, the default, until somebody removes them.</summary>
    public TimeSpan? TrashRetention { get; init; }

    /// <summary>
    /// How long a run that sends heartbeats may be silent before it is marked as lost; default 5 min, zero for never.
    /// A run is never lost before three of its own intervals.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(5);

    internal IEnumerable<string> Problems()
    {
        if (TrashRetention <= TimeSpan.Zero)
        {
            yield return $"trash retention {TrashRetention} is not positive";
        }

        if (LostAfter < TimeSpan.Zero)
        {
            yield return $"the time after which runs are lost, {LostAfter}, is negative";
        }
    }
}
