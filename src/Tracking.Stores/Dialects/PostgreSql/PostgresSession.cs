using System.Data;
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

    /// <summary>False once the connection is known to be broken.</summary>
    public bool IsOpen => Connection.FullState is not (ConnectionState.Broken or ConnectionState.Closed);

    /// <summary>The read that runs, if it may be stopped.</summary>
    public PostgresReading? Reading { get; set; }

    /// <summary>The transaction was committed along with its last statements.</summary>
    public bool IsCommitted { get; set; }

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

    public override void RunTogether(params ReadOnlySpan<StoreStatement> queries)
    {
        var statements = new PostgresStatement[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            statements[i] = (PostgresStatement)queries[i];
        }

        using var batch = Batch(statements, areKept: true);
        using var reader = batch.ExecuteReader();
        foreach (var statement in statements)
        {
            statement.Take(reader);
            reader.NextResult();
        }
    }

    public void Run(PostgresStatement statement, bool isKept)
    {
        using var batch = Batch([statement], isKept);
        using var reader = batch.ExecuteReader();
        statement.Take(reader);
    }

    /// <summary>One round trip for statements that give no rows.</summary>
    public void ChangeTogether(ReadOnlySpan<PostgresStatement> statements)
    {
        using var batch = Batch(statements, areKept: true);
        batch.ExecuteNonQuery();
    }

    public override void Lock(string name, bool isShared = false)
    {
        if (_takesLocks)
        {
            Statement(isShared ? ShareLock : TakeLock).Bind(1, name).Run();
        }
    }

    /// <summary>The lock as a query, to be the first of some that run together.</summary>
    public StoreStatement LockQuery(string name) => Statement(TakeLock).Bind(1, name);

    private NpgsqlBatch Batch(ReadOnlySpan<PostgresStatement> statements, bool areKept)
    {
        var batch = new NpgsqlBatch(Connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.Command);
        }

        if (areKept)
        {
            // Only what this connection has not prepared yet goes to the server.
            batch.Prepare();
        }

        Reading?.Begin(batch);
        return batch;
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
