using Npgsql;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>A connection to PostgreSQL and what was prepared on it.</summary>
internal sealed class PostgresSession : StoreSession
{
    // Names that share a hash wait for each other without need; no transaction is the worse for it.
    private const string TakeLock = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
    private const string ShareLock = "SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))";

    private readonly Dictionary<string, PostgresStatement> _statements = new(StringComparer.Ordinal);

    private readonly bool _takesLocks;

    /// <summary>Owns the connection, which is open.</summary>
    public PostgresSession(NpgsqlConnection connection, bool takesLocks)
    {
        Connection = connection;
        _takesLocks = takesLocks;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>The read that runs, if it may be stopped.</summary>
    public PostgresReading? Reading { get; set; }

    public override SearchDialect Search => SearchDialect.Postgres;

    public override PostgresStatement Statement(string constantSql)
    {
        if (!_statements.TryGetValue(constantSql, out var statement))
        {
            statement = new PostgresStatement(this, PostgresSql.OfConstant(constantSql), isKept: true);
            _statements.Add(constantSql, statement);
        }

        return statement;
    }

    public override PostgresStatement Prepare(string sql) => new(this, PostgresSql.Of(sql), isKept: false);

    public override void Lock(string name, bool isShared = false)
    {
        if (_takesLocks)
        {
            Statement(isShared ? ShareLock : TakeLock).Bind(1, name).Run();
        }
    }

    /// <summary>Frees the rows that an exception left half-way.</summary>
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
