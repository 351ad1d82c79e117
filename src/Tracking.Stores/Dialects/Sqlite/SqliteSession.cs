using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>A connection to SQLite; its statements are those of SQLite's own interface.</summary>
internal sealed class SqliteSession : StoreSession
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

    public SqliteConnection Connection { get; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public override SearchDialect Search => SearchDialect.Sqlite;

    public override SqliteStatement Statement(string constantSql)
    {
        if (!_statements.TryGetValue(constantSql, out var statement))
        {
            statement = new SqliteStatement(_handle, constantSql);
            _statements.Add(constantSql, statement);
        }

        return statement;
    }

    public override SqliteStatement Prepare(string sql) => new(_handle, sql);

    public override void RunTogether(params ReadOnlySpan<StoreStatement> queries)
    {
        // Each runs at its first step: there is no trip to save.
    }

    public override void Lock(string name, bool isShared = false)
    {
        // Writes come one after the other.
    }

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

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }
}
