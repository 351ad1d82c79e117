using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracking.Core.Metrics;

namespace Tracking.Benchmarks.Stores;

/// <summary>A table of points, a row each, with integer ids: what the store is measured against.</summary>
internal abstract class BareInserts : IDisposable
{
    protected const string Insert = "INSERT INTO point(series_id, step, time_ms, value) VALUES($s, $t, $m, $v)";

    protected BareInserts(string path)
    {
        Batteries_V2.Init();
        Connection = new SqliteConnection($"Data Source={path};Pooling=False");
        Connection.Open();
        using var command = Connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -65536;
            CREATE TABLE point(series_id INTEGER, step INTEGER, time_ms INTEGER, value REAL);
            """;
        command.ExecuteNonQuery();
    }

    protected SqliteConnection Connection { get; }

    public abstract void Write(IReadOnlyList<LoggedMetric> points);

    public virtual void Dispose() => Connection.Dispose();

    /// <summary>The last digit of the key: nobody pays for a look-up here.</summary>
    protected static long SeriesOf(LoggedMetric metric) => metric.Key[^1] - '0';
}

/// <summary>By a SqliteCommand that is prepared once.</summary>
internal sealed class SqliteCommandInserts : BareInserts
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public SqliteCommandInserts(string path)
        : base(path)
    {
        _command = Connection.CreateCommand();
        _command.CommandText = Insert;
        _parameters =
        [
            _command.Parameters.Add("$s", SqliteType.Integer),
            _command.Parameters.Add("$t", SqliteType.Integer),
            _command.Parameters.Add("$m", SqliteType.Integer),
            _command.Parameters.Add("$v", SqliteType.Real),
        ];
        _command.Prepare();
    }

    public override void Write(IReadOnlyList<LoggedMetric> points)
    {
        using var transaction = Connection.BeginTransaction();
        _command.Transaction = transaction;
        foreach (var metric in points)
        {
            _parameters[0].Value = SeriesOf(metric);
            _parameters[1].Value = metric.Point.Step;
            _parameters[2].Value = metric.Point.TimestampMs;
            _parameters[3].Value = metric.Point.Value;
            _command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public override void Dispose()
    {
        _command.Dispose();
        base.Dispose();
    }
}

/// <summary>By the engine's own interface: as fast as rows can be.</summary>
internal sealed class RawInserts : BareInserts
{
    private readonly sqlite3_stmt _insert;

    public RawInserts(string path)
        : base(path) => Check(raw.sqlite3_prepare_v2(Connection.Handle, Insert, out _insert));

    public override void Write(IReadOnlyList<LoggedMetric> points)
    {
        Check(raw.sqlite3_exec(Connection.Handle, "BEGIN IMMEDIATE"));
        foreach (var metric in points)
        {
            Check(raw.sqlite3_bind_int64(_insert, 1, SeriesOf(metric)));
            Check(raw.sqlite3_bind_int64(_insert, 2, metric.Point.Step));
            Check(raw.sqlite3_bind_int64(_insert, 3, metric.Point.TimestampMs));
            Check(raw.sqlite3_bind_double(_insert, 4, metric.Point.Value));
            Check(raw.sqlite3_step(_insert), raw.SQLITE_DONE);
            Check(raw.sqlite3_reset(_insert));
        }

        Check(raw.sqlite3_exec(Connection.Handle, "COMMIT"));
    }

    public override void Dispose()
    {
        _insert.Dispose();
        base.Dispose();
    }

    private void Check(int result, int expected = raw.SQLITE_OK)
    {
        if (result != expected)
        {
            throw new SqliteException(raw.sqlite3_errmsg(Connection.Handle).utf8_to_string(), result);
        }
    }
}
