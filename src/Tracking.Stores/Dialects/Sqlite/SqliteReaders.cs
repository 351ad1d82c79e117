using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracking.Core.Errors;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>
/// Connections that only read. Each read sees one snapshot, and everything acknowledged before it began.
/// </summary>
internal sealed class SqliteReaders(SqliteStoreConfig config) : IAsyncDisposable
{
    private const int WaitingMax = 4_096;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(config.ReadersMax, config.ReadersMax);
    private int _waiting;

    /// <summary>
    /// Runs the work in one snapshot. It must materialise its result: an open snapshot keeps the log growing.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            if (!_idle.TryTake(out var session))
            {
                session = new SqliteSession(SqlitePragmas.OpenReader(config));
            }

            session.StopOn(cancellationToken);
            return InSnapshot(session, work);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_INTERRUPT
            && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The read was cancelled.", error, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtRunTime(error, config.Path);
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < config.ReadersMax; i++)
        {
            await _free.WaitAsync();
        }

        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }

        _free.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            throw new TrackingException(
                ErrorCode.TemporarilyUnavailable, $"The server is busy: {WaitingMax} reads wait already; retry in " +
                    "a second.");
        }

        try
        {
            await _free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private T InSnapshot<T>(SqliteSession session, Func<StoreSession, T> work)
    {
        var isWell = false;
        try
        {
            session.Statement("BEGIN").Run();
            var result = work(session);
            session.Statement("COMMIT").Run();
            isWell = true;
            return result;
        }
        catch (TrackingException)
        {
            session.ResetStatements();
            session.Statement("ROLLBACK").Run();
            isWell = true;
            throw;
        }
        finally
        {
            // After an unexpected error statements may be half-way: a new connection is safer than this one.
            if (isWell)
            {
                session.StopOn(CancellationToken.None);
                _idle.Add(session);
            }
            else
            {
                session.Dispose();
            }
        }
    }
}
