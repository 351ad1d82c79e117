namespace Tracking.Core.Lifecycle;

/// <summary>
/// Tells which runs have been silent for too long. It looks at no clock of any machine: it only counts how long it has
/// watched a run's number of beats stand still. A restart begins to count anew, and while the process, or its machine,
/// slept, nothing is counted. Used by one flow at a time.
/// </summary>
/// <param name="lostAfter">How long a run may be silent, but never less than three of its intervals.</param>
/// <param name="period">Between two looks; a longer gap counts as two.</param>
public sealed class LostRunDetector(TimeSpan lostAfter, TimeSpan period)
{
    private const int IntervalsMin = 3;

    private readonly Dictionary<long, (long Beats, TimeSpan Since)> _watched = [];
    private TimeSpan _awake;

    /// <summary>Runs whose silence is too long now.</summary>
    /// <param name="runs">All that send heartbeats.</param>
    /// <param name="elapsed">Since the last look, by a clock that is not set.</param>
    public IReadOnlyList<BeatingRun> Look(IReadOnlyList<BeatingRun> runs, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var longest = 2 * period;
        _awake += elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed > longest ? longest : elapsed;
        var silent = new List<BeatingRun>();
        foreach (var run in runs)
        {
            if (!_watched.TryGetValue(run.RunKey, out var watched) || watched.Beats != run.Beats)
            {
                _watched[run.RunKey] = (run.Beats, _awake);
            }
            else if (_awake - watched.Since >= Limit(run))
            {
                silent.Add(run);
            }
        }

        Forget(runs);
        return silent;
    }

    private TimeSpan Limit(BeatingRun run)
    {
        var least = IntervalsMin * run.Interval;
        return least > lostAfter ? least : lostAfter;
    }

    private void Forget(IReadOnlyList<BeatingRun> runs)
    {
        if (_watched.Count == runs.Count)
        {
            return;
        }

        var present = runs.Select(run => run.RunKey).ToHashSet();
        foreach (var key in _watched.Keys.Where(key => !present.Contains(key)).ToList())
        {
            _watched.Remove(key);
        }
    }
}
