using System.Buffers;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>
/// Rows that follow each other in the input. Disposing gives its memory back. Not thread-safe.
/// </summary>
internal sealed class RowBatch(byte[] rented, IReadOnlyList<RowSlice> rows, InputPosition end) : IDisposable
{
    private bool? _isPlain;

    /// <summary>How many rows there are.</summary>
    public int Count => rows.Count;

    /// <summary>Where the input stands after it.</summary>
    public InputPosition End => end;

    /// <summary>The number of its first row in the input, from 1.</summary>
    public long FirstRow => end.Rows - rows.Count + 1;

    public RowSlice this[int row] => rows[row];

    /// <summary>
    /// Whether it is UTF-8 without a quote: then every comma separates, and no row holds the end of a line.
    /// </summary>
    public bool IsPlain => _isPlain ??= !All.Contains((byte)'"') && Utf8.IsValid(All);

    /// <summary>The bytes of a row.</summary>
    public ReadOnlySpan<byte> BytesOf(int row) => rented.AsSpan(rows[row].Start, rows[row].Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);

    private ReadOnlySpan<byte> All => rented.AsSpan(0, rows.Count == 0 ? 0 : rows[^1].Start + rows[^1].Length);
}

/// <summary>A place between two rows of the input.</summary>
/// <param name="Rows">Rows before it.</param>
/// <param name="Offset">Bytes before it, unpacked.</param>
/// <param name="Checksum">CRC-32C of those bytes, in hex digits.</param>
internal sealed record InputPosition(
    [property: JsonPropertyName("rows")] long Rows,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("crc32c")] string Checksum)
{
    /// <summary>Before the first row, whatever stands before it.</summary>
    public static InputPosition Start { get; } = new(0, 0, "");
}
