using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>
/// A connection inside a transaction, with the statements that were prepared on it. Used by one thread at a time.
/// </summary>
internal class SqliteSession : IDisposable
{
    /// <summary>Virtual machine steps of SQLite, well below a millisecond.</summary>
    private const int StepsBetweenChecks = 10_000;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _handle;
    private CancellationToken _cancellation;
    private bool _isWatched;

    /// <summary>Owns the connection, which is open.</summary>
    public SqliteSession(SqliteConnection connection)
    {
        Connection = connection;
        _handle = connection.Handle ?? throw new ArgumentException("The connection must be open.", nameof(connection));
    }

    /// <summary>For Dapper. The transaction is the session's: commands need none of their own.</summary>
    public SqliteConnection Connection { get; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>
    /// A statement that is prepared once and kept: for SQL in constants only. The caller steps to the end or resets.
    /// </summary>
    public SqliteStatement Statement(string constantSql)
    {
        if (!_statements.TryGetValue(constantSql, out var statement))
        {
            statement = new SqliteStatement(_handle, constantSql);
            _statements.Add(constantSql, statement);
        }

        return statement;
    }

    /// <summary>A statement for SQL that is put together; the caller disposes it.</summary>
    public SqliteStatement Prepare(string sql) => new(_handle, sql);

    public long LastInsertedId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>From now on statements end with SQLITE_INTERRUPT once the token is cancelled, also half-way.</summary>
    public void StopOn(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        if (!_isWatched)
        {
            // Asked from within the statement: an interrupt from outside is lost when it comes between two statements.
            raw.sqlite3_progress_handler(
                _handle, StepsBetweenChecks, _ => _cancellation.IsCancellationRequested ? 1 : 0, null);
            _isWatched = true;
        }
    }

    /// <summary>Frees the statements that an exception left half-way.</summary>
    public void ResetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }
}
