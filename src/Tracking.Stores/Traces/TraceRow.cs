using Tracking.Core.Traces;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Traces;

/// <summary>A row of the table of traces: the trace without what lies in other tables.</summary>
internal readonly record struct TraceRow(long Key, TraceInfo Info)
{
    /// <summary>
    /// Keeps a trace, also one that is not there yet, from other writers until the transaction ends. Before any other
    /// lock, so that no two wait for each other.
    /// </summary>
    public static void Hold(StoreSession session, string traceId) => session.Lock("trace " + traceId);

    /// <summary>The trace, kept from other writers until the transaction ends; null if there is none.</summary>
    public static TraceRow? Lock(StoreSession session, string traceId)
    {
        var statement = session.Statement(TraceSql.Lock).Bind(1, traceId);
        if (!statement.Step())
        {
            return null;
        }

        var row = Read(statement);
        statement.Reset();
        return row;
    }

    /// <summary>The trace that was there, locked, or the key of a new one.</summary>
    public static (TraceRow? Known, long Key) LockOrInsert(StoreSession session, TraceInfo trace, string? rootName)
    {
        if (Lock(session, trace.TraceId) is { } row)
        {
            return (row, row.Key);
        }

        if (Insert(session, trace, rootName) is { } key)
        {
            return (null, key);
        }

        // Another server made it between the two statements.
        var other = Lock(session, trace.TraceId)
            ?? throw new InvalidDataException($"Trace {trace.TraceId} comes and goes.");
        return (other, other.Key);
    }

    private static long? Insert(StoreSession session, TraceInfo trace, string? rootName) =>
        session.Statement(TraceSql.Insert)
            .Bind(1, trace.TraceId)
            .Bind(2, trace.ExperimentId)
            .Bind(3, trace.TimestampMs)
            .Bind(4, trace.DurationMs)
            .Bind(5, (long)trace.State)
            .Bind(6, trace.ClientRequestId)
            .Bind(7, TraceRules.Preview(trace.RequestPreview))
            .Bind(8, TraceRules.Preview(trace.ResponsePreview))
            .Bind(9, rootName)
            .SingleInt64();

    /// <summary>Replaces all but the id and the experiment.</summary>
    public void Update(StoreSession session, TraceInfo trace, string? rootName) =>
        session.Statement(TraceSql.Update)
            .Bind(1, Key)
            .Bind(2, trace.TimestampMs)
            .Bind(3, trace.DurationMs)
            .Bind(4, (long)trace.State)
            .Bind(5, trace.ClientRequestId)
            .Bind(6, TraceRules.Preview(trace.RequestPreview))
            .Bind(7, TraceRules.Preview(trace.ResponsePreview))
            .Bind(8, rootName)
            .Run();

    /// <summary>Replaces all but the id, the experiment and previews that are not told anew.</summary>
    /// <exception cref="Core.Errors.TrackingException">The trace belongs to another experiment.</exception>
    public void Retell(StoreSession session, TraceInfo trace)
    {
        if (Info.ExperimentId != trace.ExperimentId)
        {
            throw TraceErrors.OtherExperiment(trace.TraceId, Info.ExperimentId);
        }

        var previews = trace with
        {
            RequestPreview = trace.RequestPreview ?? Info.RequestPreview,
            ResponsePreview = trace.ResponsePreview ?? Info.ResponsePreview,
        };
        Update(session, previews, rootName: null);
    }

    public void SetRootName(StoreSession session, string? name)
    {
        if (name is not null)
        {
            session.Statement(TraceSql.SetRootName).Bind(1, name).Bind(2, Key).Run();
        }
    }

    public static TraceRow Read(StoreStatement row) => new(
        row.Int64(0),
        new TraceInfo(row.Text(2), row.Int64(1), row.Int64(3), row.NullableInt64(4), (TraceState)row.Int32(5))
        {
            ClientRequestId = row.NullableText(6),
            RequestPreview = row.NullableText(7),
            ResponsePreview = row.NullableText(8),
        });

    /// <summary>Null if there is no such trace.</summary>
    public static long? FindKey(StoreSession session, string traceId) =>
        session.Statement(TraceSql.SelectKey).Bind(1, traceId).SingleInt64();
}
