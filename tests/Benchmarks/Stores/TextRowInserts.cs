using Microsoft.Data.Sqlite;
using Tracking.Core.Metrics;

namespace Tracking.Benchmarks.Stores;

/// <summary>Points as MLflow keeps them: the run's id and the key as texts in each row; no key, no index.</summary>
internal sealed class TextRowInserts : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    /// <param name="path">A new file.</param>
    /// <param name="synchronous">FULL waits for the disk at each commit.</param>
    public TextRowInserts(string path, string synchronous = "FULL")
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute($"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA wal_autocheckpoint=4000;");
        Execute("""
            CREATE TABLE metrics(run_id TEXT NOT NULL, key TEXT NOT NULL, value REAL NOT NULL,
            timestamp INTEGER NOT NULL, step INTEGER NOT NULL)
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO metrics VALUES ($run, $key, $value, $timestamp, $step)";
        foreach (var name in new[] { "$run", "$key", "$value", "$timestamp", "$step" })
        {
            _insert.Parameters.AddWithValue(name, 0L);
        }

        _insert.Prepare();
    }

    /// <summary>One transaction.</summary>
    public void Write(string runId, IReadOnlyList<LoggedMetric> points)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        _insert.Parameters[0].Value = runId;
        foreach (var metric in points)
        {
            _insert.Parameters[1].Value = metric.Key;
            _insert.Parameters[2].Value = metric.Point.Value;
            _insert.Parameters[3].Value = metric.Point.TimestampMs;
            _insert.Parameters[4].Value = metric.Point.Step;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
