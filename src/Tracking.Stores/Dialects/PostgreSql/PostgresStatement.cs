using Npgsql;
using NpgsqlTypes;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>A statement on one connection. Parameters have the type of what is bound: NULL has one too.</summary>
internal sealed class PostgresStatement : StoreStatement
{
    private readonly PostgresRows _rows = new();
    private readonly PostgresSession _session;
    private readonly NpgsqlBatchCommand _command;
    private readonly bool _isKept;
    private bool _isRun;

    /// <param name="session">Where it runs.</param>
    /// <param name="sql">With placeholders of PostgreSQL.</param>
    /// <param name="isKept">Prepared on the server at its first run.</param>
    public PostgresStatement(PostgresSession session, string sql, bool isKept)
    {
        _session = session;
        _command = new NpgsqlBatchCommand(sql);
        _isKept = isKept;
    }

    public override PostgresStatement Bind(int parameter, long value) => Bind(parameter, (long?)value);

    public override PostgresStatement Bind(int parameter, long? value) => Bind(parameter, NpgsqlDbType.Bigint, value);

    public override PostgresStatement Bind(int parameter, double value) =>
        Bind(parameter, NpgsqlDbType.Double, double.IsNaN(value) ? null : (double?)value);

    public override PostgresStatement Bind(int parameter, string? value) =>
        Bind(parameter, NpgsqlDbType.Text, value is null ? null : PostgresText.Stored(value));

    public override PostgresStatement Bind(int parameter, ReadOnlySpan<byte> value) =>
        Bind(parameter, NpgsqlDbType.Bytea, value.IsEmpty ? null : value.ToArray());

    public override bool Step()
    {
        if (!_isRun)
        {
            _session.Run(this, _isKept);
        }

        if (_rows.Next())
        {
            return true;
        }

        Reset();
        return false;
    }

    public override void Reset()
    {
        _rows.Clear();
        _isRun = false;
    }

    public override int Change()
    {
        _session.Run(this, _isKept);
        Reset();
        return checked((int)_command.RecordsAffected);
    }

    /// <summary>What it is within a batch.</summary>
    public NpgsqlBatchCommand Command => _command;

    /// <summary>Keeps the rows of a batch that has come to this statement.</summary>
    public void Take(NpgsqlDataReader reader)
    {
        _rows.Read(reader);
        _isRun = true;
    }

    public PostgresStatement BindArray(int parameter, long[] values) =>
        Bind(parameter, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public PostgresStatement BindArray(int parameter, long?[] values) =>
        Bind(parameter, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public PostgresStatement BindArray(int parameter, double?[] values) =>
        Bind(parameter, NpgsqlDbType.Array | NpgsqlDbType.Double, values);

    public PostgresStatement BindArray(int parameter, byte[]?[] values) =>
        Bind(parameter, NpgsqlDbType.Array | NpgsqlDbType.Bytea, values);

    public PostgresStatement BindArray(int parameter, IEnumerable<string> values) =>
        Bind(parameter, NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(PostgresText.Stored).ToArray());

    private PostgresStatement Bind<T>(int parameter, NpgsqlDbType type, T? value)
    {
        var parameters = _command.Parameters;
        while (parameters.Count < parameter)
        {
            parameters.Add(new NpgsqlParameter());
        }

        if (parameters[parameter - 1] is NpgsqlParameter<T> known)
        {
            known.TypedValue = value;
        }
        else
        {
            parameters[parameter - 1] = new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value };
        }

        return this;
    }

    public override bool IsNull(int column) => _rows.IsNull(column);

    public override long Int64(int column) => _rows.Int64(column);

    public override double Double(int column) => _rows.Double(column);

    public override string Text(int column) => _rows.Text(column);

    public override ReadOnlySpan<byte> Blob(int column) => _rows.Blob(column);

    protected override void Dispose(bool disposing) => Reset();
}
