using System.Data;
using System.Diagnostics;
using Npgsql;
using Tracking.Core.Errors;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Runs requests one after the other, each in a transaction, on a connection that is opened when it is needed and
/// replaced when it breaks. A request that lost a race, or its connection before the commit, is run again: nothing of
/// it was written. Used by one thread.
/// </summary>
internal abstract class PostgresWorker(PostgresConnections connections, PostgresKeyNumbers keys, TimeProvider time)
    : IDisposable
{
    /// <summary>Each race is won by somebody, so a few are enough.</summary>
    private const int AttemptsMax = 5;

    private PostgresSession? _session;
    private WriteSession? _write;
    private bool _isSpent;

    protected abstract IsolationLevel Isolation { get; }

    protected PostgresConnections Connections => connections;

    /// <summary>Answers the request; throws nothing.</summary>
    public void Serve(StoreRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            var phase = PostgresPhase.Opening;
            try
            {
                Run(request, ref phase);
                request.Succeed();
                return;
            }
            catch (Exception error)
            {
                // Whatever it was, the thread must live on and the waiter must hear of it.
                var cause = Recover(error);
                if (attempt == AttemptsMax || !PostgresErrors.CanRunAgain(cause, phase))
                {
                    request.Fail(Translated(cause, phase, request));
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        Discard();
        GC.SuppressFinalize(this);
    }

    protected abstract PostgresSession Open();

    /// <summary>Runs the work; a place to watch over it.</summary>
    protected virtual void Execute(StoreRequest request, PostgresSession session, WriteSession write) =>
        request.Execute(write);

    /// <summary>A transaction has ended well after so long.</summary>
    protected virtual void Committed(TimeSpan duration)
    {
    }

    protected virtual Exception Translated(Exception error, PostgresPhase phase, StoreRequest request) =>
        PostgresErrors.AtRunTime(error, phase, connections.Config);

    /// <summary>The session is not used for another request.</summary>
    protected void ReplaceSession() => _isSpent = true;

    private void Discard()
    {
        try
        {
            _session?.Dispose();
        }
        catch (NpgsqlException)
        {
            // It was broken already, which is why it is given up.
        }

        _session = null;
        _isSpent = false;
    }

    private void Run(StoreRequest request, ref PostgresPhase phase)
    {
        if (_isSpent || _session is { IsOpen: false })
        {
            Discard();
        }

        if (_session is null)
        {
            _session = Open();
            _write = new WriteSession(_session, keys, time, new PostgresBatchWriter(_session, keys));
        }

        phase = PostgresPhase.Working;
        _session.IsCommitted = false;
        var start = Stopwatch.GetTimestamp();
        using var transaction = _session.Connection.BeginTransaction(Isolation);
        Execute(request, _session, _write!);
        if (!_session.IsCommitted)
        {
            phase = PostgresPhase.Committing;
            transaction.Commit();
        }

        Committed(Stopwatch.GetElapsedTime(start));
    }

    /// <summary>
    /// The transaction was rolled back when it was disposed, unless the connection is broken. What a broken connection
    /// threw, whatever it was, is the loss of the connection.
    /// </summary>
    private Exception Recover(Exception error)
    {
        if (_session is null)
        {
            return error;
        }

        if (!_session.IsOpen)
        {
            Discard();
            return error is NpgsqlException or TrackingException
                ? error
                : new NpgsqlException("The connection was lost.", error);
        }

        if (PostgresErrors.NeedsNewSession(error))
        {
            Discard();
        }
        else
        {
            _session.ResetStatements();
        }

        return error;
    }
}

/// <summary>How far a request had come when it failed.</summary>
internal enum PostgresPhase
{
    Opening,
    Working,

    /// <summary>The commit was sent: if the connection is lost now, nobody knows whether it was done.</summary>
    Committing,
}
