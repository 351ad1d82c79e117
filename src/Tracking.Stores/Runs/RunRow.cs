using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Runs;

/// <summary>What most writes must know of a run.</summary>
internal readonly record struct RunRow(
    long RunKey, long ExperimentId, LifecycleStage Lifecycle, long StartMs, RunStatus Status)
{
    private const string Select =
        "SELECT run_key, experiment_id, lifecycle, start_ms, status FROM run WHERE run_id = ?";

    public static RunRow? Find(StoreSession session, string runId) => Read(Query(session, runId));

    /// <summary>Bound, to be given to <see cref="Read"/>.</summary>
    public static StoreStatement Query(StoreSession session, string runId) => session.Statement(Select).Bind(1, runId);

    public static RunRow? Read(StoreStatement statement)
    {
        if (!statement.Step())
        {
            return null;
        }

        var row = new RunRow(
            statement.Int64(0),
            statement.Int64(1),
            (LifecycleStage)statement.Int32(2),
            statement.Int64(3),
            (RunStatus)statement.Int32(4));
        statement.Reset();
        return row;
    }

    /// <exception cref="Core.Errors.TrackingException">There is no such run.</exception>
    public static RunRow Require(StoreSession session, string runId) =>
        Find(session, runId) ?? throw RunErrors.NotFound(runId);

    public static string LockOf(string runId) => "run " + runId;

    /// <summary>For writes to one run, which come one after the other from here on.</summary>
    /// <exception cref="Core.Errors.TrackingException">There is no such run.</exception>
    public static RunRow RequireLocked(StoreSession session, string runId)
    {
        session.Lock(LockOf(runId));
        return Require(session, runId);
    }

    public RunRow RequireActive(string runId) =>
        Lifecycle == LifecycleStage.Active ? this : throw RunErrors.NotActive(runId);

    /// <inheritdoc cref="RequireLocked"/>
    /// <exception cref="Core.Errors.TrackingException">There is no such run, or it is deleted.</exception>
    public static RunRow RequireActive(StoreSession session, string runId)
    {
        return RequireLocked(session, runId).RequireActive(runId);
    }
}
