using System.IO.Compression;
using Tracking.Serving.BatchScoring.Results;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>
/// Unpacks gzip and notices when it is cut off, which the runtime's stream takes for its end: a member of ours is put
/// behind the file, and what does not come out of it again was swallowed by one that lacks its end. Not thread-safe.
/// </summary>
internal sealed class WholeGzip : IAsyncDisposable
{
    private const int BlockBytes = 128 * 1024;
    private static readonly byte[] Seal = "\0the end of the packed rows\0"u8.ToArray();

    private readonly GZipStream _gzip;
    private readonly byte[] _bytes = new byte[BlockBytes];
    private int _start;
    private int _end;

    public WholeGzip(Stream packed) => _gzip = new GZipStream(
        new TailedStream(packed, ScoredBatch.Packed(Seal)), CompressionMode.Decompress);

    /// <summary>Reads as streams do; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">It is no gzip, damaged, or ends too early.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_end - _start <= Seal.Length)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
            var read = await _gzip.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
            _end += read;
            if (read == 0)
            {
                return _bytes.AsSpan(_start, _end - _start).SequenceEqual(Seal)
                    ? 0
                    : throw new InvalidDataException("The packed file is cut off.");
            }
        }

        var count = Math.Min(buffer.Length, _end - _start - Seal.Length);
        _bytes.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public ValueTask DisposeAsync() => _gzip.DisposeAsync();
}
