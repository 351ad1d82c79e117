using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>
/// The thread that owns the writing connection. It commits what has come in since the last commit as one group, so
/// that many clients share one wait for the disk, and answers after the commit only.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly SqliteSession _session;
    private readonly KeyNameWriter _keyNames;
    private readonly WriteSession _write;
    private readonly string _path;
    private readonly RequestQueue _queue;
    private readonly StoreMeter _meter;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Owns the session.</summary>
    public SqliteWriter(
        SqliteSession session,
        KeyNameWriter keyNames,
        TimeProvider time,
        SqliteStoreConfig config,
        StoreMeter meter)
    {
        _meter = meter;
        _session = session;
        _keyNames = keyNames;
        _write = new WriteSession(session, keyNames, time);
        _path = config.Path;
        _queue = new RequestQueue("writes", config.QueuedWritesMax, config.QueuedWriteBytesMax);
        new Thread(Serve) { IsBackground = true, Name = "tracking-sqlite-writer" }.Start();
    }

    /// <summary>
    /// Runs the work in a savepoint of a group's transaction and completes after its commit. An exception of the work
    /// takes back this request only.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var request = new StoreRequest<T>(work, size);
        _queue.Add(request);
        return request.WaitAsync(cancellationToken);
    }

    /// <summary>Serves what waits, then moves the log into the database file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
    }

    private void Serve()
    {
        var group = new List<StoreRequest>();
        while (_queue.Take(group))
        {
            CommitGroup(group);
            group.Clear();
        }

        try
        {
            _session.Statement("PRAGMA wal_checkpoint(TRUNCATE)").Run();
            _session.Dispose();
            _ended.SetResult();
        }
        catch (SqliteException error)
        {
            _ended.SetException(SqliteErrors.AtRunTime(error, _path));
        }
    }

    private void CommitGroup(List<StoreRequest> group)
    {
        group.RemoveAll(static request => !request.TryStart());
        var start = Stopwatch.GetTimestamp();
        try
        {
            // Only after a rollback that itself failed.
            RollBack();
            _session.Statement("BEGIN IMMEDIATE").Run();
            group.ForEach(Apply);
            _session.Statement("COMMIT").Run();
            _keyNames.Commit();
            _meter.Committed(Stopwatch.GetElapsedTime(start), group.Count, isWell: true);
        }
        catch (Exception error)
        {
            _meter.Committed(Stopwatch.GetElapsedTime(start), group.Count, isWell: false);

            // Whatever it was, the thread must live on and every waiter must hear of it.
            var failure = Translated(error);
            TryRollBack();
            group.ForEach(request => request.Fail(failure));
            return;
        }

        group.ForEach(Answer);
    }

    private void Apply(StoreRequest request)
    {
        var mark = _keyNames.Mark;
        _session.Statement("SAVEPOINT request").Run();
        try
        {
            request.Execute(_write);
        }
        catch (Exception error) when (_session.IsInTransaction)
        {
            // A lost transaction (disk full, I/O error) is not handled here: it takes the whole group with it.
            _session.ResetStatements();
            _session.Statement("ROLLBACK TO request").Run();
            _keyNames.RollBackTo(mark);
            request.Refusal = Translated(error);
        }

        _session.Statement("RELEASE request").Run();
    }

    private void RollBack()
    {
        _keyNames.RollBackTo(0);
        if (_session.IsInTransaction)
        {
            _session.ResetStatements();
            _session.Statement("ROLLBACK").Run();
        }
    }

    private void TryRollBack()
    {
        try
        {
            RollBack();
        }
        catch (SqliteException)
        {
            // The group has already failed with the cause; the next group rolls back before it begins.
        }
    }

    private static void Answer(StoreRequest request)
    {
        if (request.Refusal is { } refusal)
        {
            request.Fail(refusal);
        }
        else
        {
            request.Succeed();
        }
    }

    private Exception Translated(Exception error) =>
        error is SqliteException failure ? SqliteErrors.AtRunTime(failure, _path) : error;
}
