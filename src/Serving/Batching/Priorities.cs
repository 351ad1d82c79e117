namespace Tracking.Serving.Batching;

/// <summary>Open Inference's priorities: 1 goes first, 0 stands for the usual one.</summary>
internal static class Priorities
{
    public const int Usual = 2;
    public const int Lowest = 8;

    /// <summary>How many latency targets a request's place lies behind that of one of priority 1.</summary>
    public static int Grace(int priority) => (priority <= 0 ? Usual : Math.Min(priority, Lowest)) - 1;
}
