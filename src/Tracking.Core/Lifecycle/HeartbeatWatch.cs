using System.Collections.Concurrent;
using Tracking.Core.Errors;

namespace Tracking.Core.Lifecycle;

/// <summary>
/// Takes heartbeats into memory and writes them down together, each run's about once per interval; then looks for runs
/// that fell silent. Runs that never sent a heartbeat are never touched. Safe for concurrent use, but for
/// <see cref="TickAsync"/>.
/// </summary>
/// <param name="store">Where the signs of life are kept, for all servers on one database.</param>
/// <param name="lostAfter">How long a run may be silent; zero takes heartbeats, but marks nothing.</param>
/// <param name="period">Between two ticks.</param>
/// <param name="time">Its timestamps measure the time between ticks; its wall clock is only shown to people.</param>
public sealed class HeartbeatWatch(IHeartbeatStore store, TimeSpan lostAfter, TimeSpan period, TimeProvider time)
{
    public const long DefaultIntervalMs = 30_000;
    public const long MinIntervalMs = 1_000;
    public const long MaxIntervalMs = 3_600_000;

    private const int RunsMax = 100_000;
    private const int BeatsPerTransaction = 500;
    private const int LostPerTransaction = 20;
    private const int SilentIntervalsMax = 10;

    private readonly ConcurrentDictionary<string, Pulse> _pulses = new(StringComparer.Ordinal);
    private readonly LostRunDetector _detector = new(lostAfter, period);
    private long _lastTick = time.GetTimestamp();

    /// <summary>A run's first heartbeat is written at once, later ones at the next tick.</summary>
    /// <exception cref="TrackingException">The interval is out of range, or the run takes no heartbeats.</exception>
    public async Task BeatAsync(string runId, long? intervalMs, CancellationToken cancellationToken)
    {
        var interval = intervalMs ?? DefaultIntervalMs;
        if (interval is < MinIntervalMs or > MaxIntervalMs)
        {
            throw ParameterErrors.Invalid(
                $"'interval_ms' is {interval}, expected {MinIntervalMs} to {MaxIntervalMs}.");
        }

        if (_pulses.TryGetValue(runId, out var known))
        {
            known.Beat(TimeSpan.FromMilliseconds(interval), NowMs);
            return;
        }

        var pulse = new Pulse(TimeSpan.FromMilliseconds(interval), time.GetTimestamp());
        var ended = await store.WriteAsync([new Heartbeat(runId, pulse.Interval, NowMs)], cancellationToken);
        if (ended.Count == 0 && _pulses.Count < RunsMax)
        {
            _pulses.TryAdd(runId, pulse);
        }
    }

    /// <summary>Whatever a run logs is a sign of life too, if it sends heartbeats.</summary>
    public void Sign(string runId)
    {
        if (_pulses.TryGetValue(runId, out var pulse))
        {
            pulse.Beat(pulse.Interval, NowMs);
        }
    }

    /// <summary>Writes what came in and marks runs as lost; gives those.</summary>
    public async Task<IReadOnlyList<BeatingRun>> TickAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_lastTick, now);
        _lastTick = now;
        await WriteBeatsAsync(now, cancellationToken);
        if (lostAfter == TimeSpan.Zero)
        {
            return [];
        }

        var silent = _detector.Look(await store.ReadAsync(cancellationToken), elapsed);
        var lost = new List<BeatingRun>();
        foreach (var chunk in silent.Chunk(LostPerTransaction))
        {
            lost.AddRange(await store.MarkLostAsync(chunk, cancellationToken));
        }

        // Should one of them beat again, that is written at once.
        lost.ForEach(run => _pulses.TryRemove(run.RunId, out _));

        return lost;
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task WriteBeatsAsync(long now, CancellationToken cancellationToken)
    {
        var beats = new List<Heartbeat>();
        foreach (var (runId, pulse) in _pulses)
        {
            var sinceWritten = time.GetElapsedTime(pulse.WrittenAt, now);
            if (pulse.TryTake(sinceWritten, out var seenMs))
            {
                pulse.WrittenAt = now;
                beats.Add(new Heartbeat(runId, pulse.Interval, seenMs));
            }
            else if (sinceWritten > SilentIntervalsMax * pulse.Interval)
            {
                _pulses.TryRemove(runId, out _);
            }
        }

        foreach (var chunk in beats.Chunk(BeatsPerTransaction))
        {
            foreach (var ended in await store.WriteAsync(chunk, cancellationToken))
            {
                _pulses.TryRemove(ended, out _);
            }
        }
    }

    /// <summary>What came from one run since it was last written down.</summary>
    private sealed class Pulse(TimeSpan interval, long writtenAt)
    {
        private readonly Lock _gate = new();
        private long? _seenMs;

        public TimeSpan Interval { get; private set; } = interval;

        /// <summary>A timestamp of the clock; used by the tick only.</summary>
        public long WrittenAt { get; set; } = writtenAt;

        public void Beat(TimeSpan interval, long seenMs)
        {
            lock (_gate)
            {
                Interval = interval;
                _seenMs = seenMs;
            }
        }

        /// <summary>Beats come an interval apart, some early: those within half of one are written together.</summary>
        public bool TryTake(TimeSpan sinceWritten, out long seenMs)
        {
            lock (_gate)
            {
                seenMs = _seenMs ?? 0;
                if (_seenMs is null || sinceWritten < Interval / 2)
                {
                    return false;
                }

                _seenMs = null;
                return true;
            }
        }
    }
}
