using System.Data;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>Runs reads, each in one snapshot, and stops those whose caller has gone.</summary>
internal sealed class PostgresReader(
    PostgresConnections connections, PostgresKeyNumbers keys, TimeProvider time, PostgresCanceller canceller)
    : PostgresWorker(connections, keys, time)
{
    protected override IsolationLevel Isolation => IsolationLevel.RepeatableRead;

    protected override PostgresSession Open() => Connections.OpenReader();

    protected override void Execute(StoreRequest request, PostgresSession session, WriteSession write)
    {
        var reading = new PostgresReading(session, request.Stop);
        session.Reading = reading;
        using var registration = request.Stop.UnsafeRegister(_ => canceller.Cancel(reading), null);
        try
        {
            base.Execute(request, session, write);
        }
        finally
        {
            session.Reading = null;
            if (reading.End())
            {
                // The server may still act on the cancel request when the next statement runs.
                ReplaceSession();
            }
        }
    }

    protected override Exception Translated(Exception error, PostgresPhase phase, StoreRequest request) =>
        request.Stop.IsCancellationRequested
            ? new OperationCanceledException("The read was cancelled.", error, request.Stop)
            : base.Translated(error, phase, request);
}
