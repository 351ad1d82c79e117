namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Numbers for new rows, taken from a column's sequence many at a time: rows that refer to each other can be sent
/// together. Numbers that are not used are lost, as those of a sequence are.
/// </summary>
internal sealed class PostgresIds(PostgresSession session, string table, string column)
{
    private const string Select = "SELECT nextval(pg_get_serial_sequence(?, ?)) FROM generate_series(1, 64)";

    private readonly Queue<long> _reserved = new();

    public long Next()
    {
        if (_reserved.TryDequeue(out var id))
        {
            return id;
        }

        var rows = session.Statement(Select).Bind(1, table).Bind(2, column);
        while (rows.Step())
        {
            _reserved.Enqueue(rows.Int64(0));
        }

        return _reserved.Dequeue();
    }
}
