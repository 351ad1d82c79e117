using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>
/// A prepared statement without ADO.NET around it, 3 to 6 times faster on small rows. Parameters count from 1, columns
/// from 0. Not thread-safe, like its connection.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
    }

    public SqliteStatement Bind(int parameter, long value) =>
        Checked(raw.sqlite3_bind_int64(_statement, parameter, value));

    public SqliteStatement Bind(int parameter, long? value) =>
        value is { } number ? Bind(parameter, number) : Checked(raw.sqlite3_bind_null(_statement, parameter));

    /// <summary>NaN is bound as NULL, which is what SQLite would make of it.</summary>
    public SqliteStatement Bind(int parameter, double value) =>
        Checked(double.IsNaN(value)
            ? raw.sqlite3_bind_null(_statement, parameter)
            : raw.sqlite3_bind_double(_statement, parameter, value));

    public SqliteStatement Bind(int parameter, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return Checked(value is null
                ? raw.sqlite3_bind_null(_statement, parameter)
                : raw.sqlite3_bind_text(_statement, parameter, ""));
        }

        // With its length, for a text may hold the character 0, which would end it.
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(value, buffer);
            return Checked(raw.sqlite3_bind_text(_statement, parameter, buffer.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>An empty blob is bound as NULL.</summary>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty
            ? raw.sqlite3_bind_null(_statement, parameter)
            : raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>Goes to the next row; false after the last, when the statement is ready to be run again.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        // Reset repeats the error of the step, so it is asked only for its effect.
        _ = raw.sqlite3_reset(_statement);
        return result == raw.SQLITE_DONE ? false : throw Failure(result);
    }

    /// <summary>Leaves the rows that are not wanted and frees the statement for the next run.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        if (Step())
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that returns no rows; the number of rows that it changed.</summary>
    public int Change()
    {
        Run();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first column of the first row; null when there is none.</summary>
    public long? SingleInt64()
    {
        if (!Step())
        {
            return null;
        }

        var value = NullableInt64(0);
        Reset();
        return value;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(_statement, column);

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>NULL is read as NaN.</summary>
    public double Double(int column) => IsNull(column) ? double.NaN : raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step or reset; NULL is empty.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private SqliteStatement Checked(int result)
    {
        SqliteException.ThrowExceptionForRC(result, _database);
        return this;
    }

    private SqliteException Failure(int result) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), result, raw.sqlite3_extended_errcode(_database));
}
