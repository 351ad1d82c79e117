using System.Globalization;
using Tracking.Core;
using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Lifecycle;

/// <summary>Keeps the signs of life of runs that send heartbeats.</summary>
internal sealed class HeartbeatStore(StoreDatabase database) : IHeartbeatStore
{
    private const string Set = """
        INSERT INTO run_heartbeat(run_key, interval_ms, beats, seen_ms) VALUES(?1, ?2, 1, ?3)
        ON CONFLICT(run_key) DO UPDATE
        SET interval_ms = excluded.interval_ms, beats = run_heartbeat.beats + 1, seen_ms = excluded.seen_ms
        """;

    private const string SelectBeating = """
        SELECT h.run_key, r.run_id, h.interval_ms, h.beats FROM run_heartbeat h JOIN run r ON r.run_key = h.run_key
        WHERE h.lost_ms IS NULL ORDER BY h.run_key
        """;

    private const string MarkSilent =
        "UPDATE run_heartbeat SET lost_ms = ?1 WHERE run_key = ?2 AND beats = ?3 AND lost_ms IS NULL";

    private const string SelectSeen = "SELECT seen_ms FROM run_heartbeat WHERE run_key = ?";

    private const string End = "UPDATE run SET status = ?1, end_ms = ?2 WHERE run_key = ?3";

    public Task<IReadOnlyList<string>> WriteAsync(
        IReadOnlyList<Heartbeat> beats, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(beats);
        return database.WriteAsync<IReadOnlyList<string>>(
            session => beats.Count == 1 ? WriteOne(session, beats[0]) : WriteMany(session, beats),
            cancellationToken);
    }

    public Task<IReadOnlyList<BeatingRun>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BeatingRun>>(
            session =>
            {
                var runs = new List<BeatingRun>();
                var statement = session.Statement(SelectBeating);
                while (statement.Step())
                {
                    var interval = TimeSpan.FromMilliseconds(statement.Int64(2));
                    runs.Add(new BeatingRun(statement.Int64(0), statement.Text(1), interval, statement.Int64(3)));
                }

                return runs;
            },
            cancellationToken);

    public Task<IReadOnlyList<BeatingRun>> MarkLostAsync(
        IReadOnlyList<BeatingRun> runs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return database.WriteAsync<IReadOnlyList<BeatingRun>>(
            session => [.. runs.Where(run => MarkLost(session, run))], WriteSize.Background, cancellationToken);
    }

    /// <summary>A run that is missing or deleted is told to its client.</summary>
    private static string[] WriteOne(WriteSession session, Heartbeat beat) =>
        TryWrite(session, RunRow.RequireActive(session, beat.RunId), beat) ? [] : [beat.RunId];

    private static List<string> WriteMany(WriteSession session, IReadOnlyList<Heartbeat> beats) =>
        [.. beats.Where(beat => RunRow.Find(session, beat.RunId) is not { Lifecycle: LifecycleStage.Active } run
            || !TryWrite(session, run, beat)).Select(beat => beat.RunId)];

    /// <summary>False when the run has ended.</summary>
    private static bool TryWrite(WriteSession session, RunRow run, Heartbeat beat)
    {
        if (run.Status != RunStatus.Running && !LostRuns.Revive(session, run))
        {
            return false;
        }

        session.Statement(Set)
            .Bind(1, run.RunKey).Bind(2, (long)beat.Interval.TotalMilliseconds).Bind(3, beat.SeenMs).Run();
        return true;
    }

    private static bool MarkLost(WriteSession session, BeatingRun silent)
    {
        var marked = session.Statement(MarkSilent)
            .Bind(1, session.NowMs).Bind(2, silent.RunKey).Bind(3, silent.Beats).Change();
        if (marked == 0 || RunRow.Find(session, silent.RunId) is not { Status: RunStatus.Running } run)
        {
            return false;
        }

        // The clocks of client and server may differ: a run does not end before it began.
        var seenMs = session.Statement(SelectSeen).Bind(1, silent.RunKey).SingleInt64()!.Value;
        session.Statement(End)
            .Bind(1, (long)RunStatus.Killed).Bind(2, Math.Max(seenMs, run.StartMs)).Bind(3, run.RunKey).Run();
        var text = DateTimeOffset.FromUnixTimeMilliseconds(seenMs)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        RunTags.Set(session, run, new Tag(IHeartbeatStore.LostTag, text));
        return true;
    }
}
