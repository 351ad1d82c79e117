using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Runs;

namespace Tracking.Stores.Lifecycle;

/// <summary>What signs of life do to runs that were marked as lost. Within the transaction that brings them.</summary>
internal static class LostRuns
{
    private const string Find = """
        UPDATE run_heartbeat SET lost_ms = NULL, beats = beats + 1, seen_ms = ?1
        WHERE run_key = ?2 AND lost_ms IS NOT NULL
        """;

    private const string Resume = "UPDATE run SET status = ?1, end_ms = NULL WHERE run_key = ?2";

    private const string Forget = "DELETE FROM run_heartbeat WHERE run_key = ?";

    /// <summary>A lost run that logs is RUNNING again; whether it was one.</summary>
    public static bool Revive(WriteSession session, RunRow run)
    {
        if (run.Status == RunStatus.Running
            || session.Statement(Find).Bind(1, session.NowMs).Bind(2, run.RunKey).Change() == 0)
        {
            return false;
        }

        session.Statement(Resume).Bind(1, (long)RunStatus.Running).Bind(2, run.RunKey).Run();
        RemoveTag(session, run.RunKey);
        return true;
    }

    /// <summary>Whoever sets a run's status knows better than its silence.</summary>
    public static void Settle(WriteSession session, long runKey)
    {
        if (session.Statement(Forget).Bind(1, runKey).Change() > 0)
        {
            RemoveTag(session, runKey);
        }
    }

    private static void RemoveTag(WriteSession session, long runKey)
    {
        if (session.FindKeyId(IHeartbeatStore.LostTag) is { } keyId)
        {
            session.Statement(RunSql.DeleteTag).Bind(1, runKey).Bind(2, keyId).Run();
        }
    }
}
