using System.IO.Compression;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>What became of a batch: the text of its predictions and the rows that were set aside.</summary>
internal sealed class ScoredBatch(InputPosition end) : IDisposable
{
    private byte[]? _packed;

    /// <summary>Where the input stands after it.</summary>
    public InputPosition End => end;

    /// <summary>The predictions.</summary>
    public ResponseBuffer Text { get; } = new();

    /// <summary>The predictions as they lie in the file.</summary>
    public ReadOnlySpan<byte> Bytes => _packed ?? Text.Written;

    /// <summary>The line before the first prediction; null where no row was scored.</summary>
    public string? Header { get; set; }

    /// <summary>In the order of their rows once the batch is done.</summary>
    public List<RejectedRow> Rejected { get; } = [];

    /// <summary>
    /// Packs the predictions as a gzip member of their own: then a file can be cut between any two batches.
    /// </summary>
    public void Pack() => _packed = Text.Count == 0 ? [] : Packed(Text.Written);

    public void Dispose() => Text.Dispose();

    /// <summary>A whole gzip member.</summary>
    public static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
