using System.Buffers;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Gathers the rows of one batch out of a buffer that moves on. Not thread-safe.</summary>
internal sealed class RowGathering
{
    private readonly List<RowSlice> _rows = [];
    private byte[] _bytes = [];
    private int _taken;
    private int _rowsEnd;

    public int Count => _rows.Count;

    /// <summary>Bytes of the rows alone: what lies between them must not decide where a batch ends.</summary>
    public int RowBytes { get; private set; }

    /// <summary>Bytes of the buffer that are looked at and not yet taken.</summary>
    public int Pending { get; private set; }

    public void SkipBlank(int count) => Pending += count;

    public void Add(SplitRow row)
    {
        _rows.Add(new RowSlice(_taken + Pending, row.Length, IsCut: false));
        RowBytes += row.Length;
        _rowsEnd = Pending + row.Length;
        Pending += row.Consumed;
    }

    /// <summary>Copies the rows that are pending; the buffer may then go on behind what was pending.</summary>
    /// <returns>How much that was.</returns>
    public int Take(ReadOnlySpan<byte> buffer)
    {
        if (_bytes.Length - _taken < _rowsEnd)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_taken + _rowsEnd, 2 * _bytes.Length));
            _bytes.AsSpan(0, _taken).CopyTo(larger);
            Return();
            _bytes = larger;
        }

        buffer[.._rowsEnd].CopyTo(_bytes.AsSpan(_taken));
        var done = Pending;
        _taken += _rowsEnd;
        (_rowsEnd, Pending) = (0, 0);
        return done;
    }

    /// <summary>The batch; this object must not be used after.</summary>
    public RowBatch ToBatch(InputPosition end) => new(_bytes, _rows, end);

    private void Return()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
