using Tracking.Client.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// A place in a flow for a run that is current there. It is entered before the run exists, since an async method cannot
/// change its caller's flow once it has been awaited.
/// </summary>
internal sealed class CurrentRun : IDisposable
{
    private static readonly AsyncLocal<CurrentRun?> Flow = new();

    private readonly CurrentRun? _outer;
    private volatile ActiveRun? _run;
    private volatile bool _left;

    private CurrentRun(CurrentRun? outer) => _outer = outer;

    /// <summary>The innermost run of the flow that is open; null without one.</summary>
    internal static ActiveRun? Innermost
    {
        get
        {
            for (var place = Flow.Value; place is not null; place = place._outer)
            {
                if (!place.IsOver && place._run is { } run)
                    return run;
            }

            return null;
        }
    }

    private bool IsOver => _left || _run is { HasEnded: true };

    /// <summary>To be called synchronously by whoever's flow it is; places that are over are let go.</summary>
    internal static CurrentRun Enter()
    {
        var outer = Flow.Value;
        while (outer is { IsOver: true })
            outer = outer._outer;
        return Flow.Value = new CurrentRun(outer);
    }

    internal void Fill(ActiveRun run) => _run = run;

    public void Dispose() => _left = true;
}
