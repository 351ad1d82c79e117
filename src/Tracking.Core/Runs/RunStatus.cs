namespace Tracking.Core.Runs;

/// <summary>Where a run stands; the numbers are stored.</summary>
public enum RunStatus
{
    Running = 1,
    Scheduled = 2,
    Finished = 3,
    Failed = 4,
    Killed = 5,
}
