using Npgsql;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// The rows of one execution, read to the end: the connection is free for the next statement while a store still goes
/// through them. Cells are typed by what the database sent, so that nothing is boxed but texts and blobs.
/// </summary>
internal sealed class PostgresRows
{
    /// <summary>Beyond, the memory of a large result is given back.</summary>
    private const int KeptCells = 16_384;

    private const uint BoolType = 16;
    private const uint ByteaType = 17;
    private const uint Int8Type = 20;
    private const uint Int2Type = 21;
    private const uint Int4Type = 23;
    private const uint Float8Type = 701;
    private const uint NumericType = 1700;
    private const uint VoidType = 2278;

    private List<Cell> _cells = [];
    private uint[] _types = [];
    private int _row = -1;

    public int Count { get; private set; }

    public void Read(NpgsqlDataReader reader)
    {
        Clear();
        var columns = reader.FieldCount;
        if (columns == 0)
        {
            return;
        }

        if (_types.Length != columns)
        {
            _types = [.. Enumerable.Range(0, columns).Select(reader.GetDataTypeOID)];
        }

        while (reader.Read())
        {
            for (var i = 0; i < columns; i++)
            {
                _cells.Add(Read(reader, i));
            }

            Count++;
        }
    }

    public bool Next() => ++_row < Count;

    public void Clear()
    {
        if (_cells.Count > KeptCells)
        {
            _cells = [];
        }

        _cells.Clear();
        Count = 0;
        _row = -1;
    }

    public bool IsNull(int column) => CellAt(column).Object == Cell.Null;

    public long Int64(int column) => _types[column] == Float8Type
        ? (long)BitConverter.Int64BitsToDouble(CellAt(column).Bits)
        : CellAt(column).Bits;

    public double Double(int column) => IsNull(column) ? double.NaN
        : _types[column] == Float8Type ? BitConverter.Int64BitsToDouble(CellAt(column).Bits)
        : CellAt(column).Bits;

    public string Text(int column) => CellAt(column).Object as string ?? "";

    public byte[] Blob(int column) => CellAt(column).Object as byte[] ?? [];

    private Cell CellAt(int column) => _cells[(_row * _types.Length) + column];

    private Cell Read(NpgsqlDataReader reader, int column)
    {
        // void is what functions give that are called for their effect.
        if (_types[column] == VoidType || reader.IsDBNull(column))
        {
            return new Cell(0, Cell.Null);
        }

        return _types[column] switch
        {
            Int8Type => new Cell(reader.GetInt64(column), null),
            Int4Type => new Cell(reader.GetInt32(column), null),
            Int2Type => new Cell(reader.GetInt16(column), null),
            Float8Type => new Cell(BitConverter.DoubleToInt64Bits(reader.GetDouble(column)), null),
            BoolType => new Cell(reader.GetBoolean(column) ? 1 : 0, null),
            ByteaType => new Cell(0, reader.GetFieldValue<byte[]>(column)),

            // What sum() of integers gives.
            NumericType => new Cell(checked((long)reader.GetDecimal(column)), null),
            _ => new Cell(0, PostgresText.Original(reader.GetString(column))),
        };
    }

    /// <summary>A number, or an object: a text, the bytes of a blob, or <see cref="Null"/>.</summary>
    private readonly record struct Cell(long Bits, object? Object)
    {
        public static readonly object Null = new();
    }
}
