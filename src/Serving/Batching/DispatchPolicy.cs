using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>What waits while the model is free, in seconds of one clock.</summary>
/// <param name="Now">The clock.</param>
/// <param name="Rows">Rows that would run together.</param>
/// <param name="Oldest">When the first of them came.</param>
/// <param name="IsUrgent">Whether one has the highest priority.</param>
/// <param name="IsBacklog">Whether they queued because the model was busy.</param>
internal readonly record struct WaitingRows(
    double Now, int Rows, double Oldest, bool IsUrgent, bool IsBacklog);

/// <summary>Run now, or look again later.</summary>
/// <param name="Reason">Why now; null to hold.</param>
/// <param name="Rows">Most rows to run.</param>
/// <param name="Until">When a hold ends if nothing comes.</param>
internal readonly record struct DispatchDecision(DispatchReason? Reason, int Rows, double Until);

/// <summary>
/// Decides when waiting rows run. Waiting pays while the rows that wait lose less by it than the next row would lose by
/// coming too late: (rows + 1) * gap &lt; cost of running now. The latency target bounds sizes and waits.
/// </summary>
internal sealed class DispatchPolicy(BatchingOptions options)
{
    // A request may find a run under way and then takes one of its own: each may have half of the target.
    private const double ShareOfTarget = 0.5;

    private readonly int[] _preferred = [.. options.PreferredRows.Order()];
    private readonly double _target = options.LatencyTarget.TotalSeconds;
    private readonly double _maxDelay = options.MaxDelay.TotalSeconds;

    /// <summary>
    /// Most rows of one run by the options, the target and what runs cost. When so many rows wait that small runs could
    /// not answer them within the target, only the largest runs bring the latency down again.
    /// </summary>
    public int Limit(CostLine cost, int waiting)
    {
        if (options.Mode == BatchingMode.Fixed)
        {
            return options.MaxRows;
        }

        var rows = cost.RowsWithin(_target * ShareOfTarget, options.MaxRows);
        return cost.Of(rows) * waiting / rows > _target ? options.MaxRows : rows;
    }

    /// <summary>Decides for rows that wait while the model is free.</summary>
    public DispatchDecision Decide(in WaitingRows waiting, CostLine cost, ArrivalGap arrivals)
    {
        var limit = Limit(cost, waiting.Rows);
        if (waiting.Rows >= limit)
        {
            return new(DispatchReason.Full, limit, 0);
        }

        if (Preferred(waiting.Rows) is { } preferred)
        {
            return new(DispatchReason.Preferred, preferred, 0);
        }

        if (waiting.IsUrgent)
        {
            return new(DispatchReason.Priority, limit, 0);
        }

        var latest = waiting.Oldest + (_target * ShareOfTarget) - cost.Of(waiting.Rows);
        if (waiting.Now >= latest)
        {
            return new(DispatchReason.Deadline, limit, 0);
        }

        var end = waiting.Oldest + _maxDelay;
        var free = waiting.IsBacklog ? DispatchReason.Backlog : DispatchReason.Idle;
        if (waiting.Now >= end)
        {
            return new(waiting.Now > waiting.Oldest && !waiting.IsBacklog ? DispatchReason.Delay : free, limit, 0);
        }

        end = Math.Min(end, latest);
        return options.Mode == BatchingMode.Fixed
            ? new(null, 0, end)
            : Weigh(waiting, cost, arrivals, new(free, limit, end));
    }

    private static DispatchDecision Weigh(
        in WaitingRows waiting, CostLine cost, ArrivalGap arrivals, DispatchDecision now)
    {
        var bearable = cost.Of(waiting.Rows) / (waiting.Rows + 1);
        return arrivals.Expected(waiting.Now) >= bearable
            ? now
            : new(null, 0, Math.Min(now.Until, arrivals.Last + bearable));
    }

    /// <summary>The largest preferred size that is reached.</summary>
    private int? Preferred(int rows)
    {
        for (var i = _preferred.Length - 1; i >= 0; i--)
        {
            if (rows >= _preferred[i])
            {
                return _preferred[i];
            }
        }

        return null;
    }
}
