using System.Buffers;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>
/// Cuts a stream into batches of rows. Where a batch ends depends on nothing but the bytes from its beginning on, so
/// that a resumed job cuts as the first one did. Holds at most two rows of the greatest length. Not thread-safe.
/// </summary>
internal sealed class RowReader : IDisposable
{
    /// <summary>What is kept of a row that is too long, at most.</summary>
    public const int CutBytes = 4096;

    private const int BlockBytes = 128 * 1024;
    private const int MostBatchBytes = 4 * 1024 * 1024;

    private readonly ReadBytes _read;
    private readonly IRowSplitter _splitter;
    private readonly int _maxRowBytes;
    private readonly RunningChecksum _checksum = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * BlockBytes);
    private int _start;
    private int _end;
    private bool _isAll;
    private long _offset;
    private long _rows;

    public RowReader(ReadBytes read, IRowSplitter splitter, int maxRowBytes) =>
        (_read, _splitter, _maxRowBytes) = (read, splitter, maxRowBytes);

    /// <summary>Reads over a byte order mark; call it first.</summary>
    public async ValueTask SkipMarkAsync(CancellationToken cancellationToken)
    {
        await FillAsync(3, cancellationToken);
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8))
        {
            Consume(3);
        }
    }

    /// <summary>Reads the row of names, which counts as none of the rows.</summary>
    /// <exception cref="BatchScoringException">There is none, or it is longer than a row may be.</exception>
    public async ValueTask<RowBatch> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = await ReadAsync(1, cancellationToken)
            ?? throw new BatchScoringException("The input is empty, expected a header row.");
        _rows = 0;
        return header[0].IsCut
            ? throw new BatchScoringException($"The header row is longer than {_maxRowBytes} bytes.")
            : header;
    }

    /// <summary>Reads up to where an earlier job came, and says whether the bytes are the same.</summary>
    public async ValueTask<bool> SkipToAsync(InputPosition position, CancellationToken cancellationToken)
    {
        while (_offset < position.Offset)
        {
            if (_start == _end)
            {
                await FillAsync(BlockBytes, cancellationToken);
            }

            if (_start == _end)
            {
                return false;
            }

            Consume((int)Math.Min(_end - _start, position.Offset - _offset));
        }

        _rows = position.Rows;
        return _offset == position.Offset && _checksum.ToString() == position.Checksum;
    }

    /// <summary>The next rows; null at the end.</summary>
    /// <param name="maxRows">At least 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<RowBatch?> ReadAsync(int maxRows, CancellationToken cancellationToken)
    {
        var batch = new RowGathering();
        while (batch.Count < maxRows && batch.RowBytes < MostBatchBytes)
        {
            batch.SkipBlank(_splitter.BlankBefore(From(batch.Pending)));
            var data = From(batch.Pending);
            if (data.IsEmpty && _isAll)
            {
                break;
            }

            switch (Find(data))
            {
                case { Length: var found } row when found <= _maxRowBytes:
                    batch.Add(row);
                    break;
                case null when MayFit(data):
                    var missing = Math.Max(BlockBytes, data.Length);
                    Consume(batch.Take(From(0)));
                    await FillAsync(missing, cancellationToken);
                    break;
                case var _ when batch.Count > 0:
                    return End(batch);
                default:
                    // A batch of its own, as what follows it may not be in the buffer.
                    Consume(batch.Take(From(0)));
                    return await CutAsync(cancellationToken);
            }
        }

        return End(batch);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlySpan<byte> From(int length) => _buffer.AsSpan(_start + length, _end - _start - length);

    /// <summary>The row that data begins with; one that is longer than a row may be ends with its first line.</summary>
    private SplitRow? Find(ReadOnlySpan<byte> data)
    {
        var found = _splitter.Split(data, _isAll);
        return (found?.Length ?? data.Length) <= _maxRowBytes ? found : SplitRow.FirstLine(data, _isAll);
    }

    // A CR that data ends in belongs to the row or to its end: the next byte tells.
    private bool MayFit(ReadOnlySpan<byte> data) =>
        data.Length <= _maxRowBytes || (data.Length == _maxRowBytes + 1 && data[^1] == '\r');

    private RowBatch? End(RowGathering batch)
    {
        Consume(batch.Take(From(0)));
        _rows += batch.Count;
        return batch.Count == 0 ? null : batch.ToBatch(new InputPosition(_rows, _offset, _checksum.ToString()));
    }

    /// <summary>Keeps the beginning of a row that is too long, and reads over the rest of its line.</summary>
    private async ValueTask<RowBatch> CutAsync(CancellationToken cancellationToken)
    {
        var kept = Math.Min(CutBytes, _maxRowBytes);
        var bytes = ArrayPool<byte>.Shared.Rent(kept);
        _buffer.AsSpan(_start, kept).CopyTo(bytes);
        while (true)
        {
            var lineEnd = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            Consume(lineEnd < 0 ? _end - _start : lineEnd + 1);
            if (lineEnd >= 0 || _isAll)
            {
                break;
            }

            await FillAsync(BlockBytes, cancellationToken);
        }

        _rows++;
        return new RowBatch(
            bytes, [new RowSlice(0, kept, IsCut: true)], new InputPosition(_rows, _offset, _checksum.ToString()));
    }

    private void Consume(int count)
    {
        _checksum.Add(_buffer.AsSpan(_start, count));
        _start += count;
        _offset += count;
    }

    /// <summary>Reads that many bytes more, or to the end.</summary>
    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_buffer.Length - _end < count)
        {
            MakeRoom(count);
        }

        var wanted = _end + count;
        while (_end < wanted && !_isAll)
        {
            var read = await _read(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _isAll = read == 0;
        }
    }

    private void MakeRoom(int count)
    {
        var length = _end - _start;
        var target = _buffer.Length - length < count ? ArrayPool<byte>.Shared.Rent(length + count) : _buffer;
        _buffer.AsSpan(_start, length).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_start, _end) = (0, length);
    }
}

/// <summary>Reads as streams do; 0 at the end.</summary>
internal delegate ValueTask<int> ReadBytes(Memory<byte> buffer, CancellationToken cancellationToken);
