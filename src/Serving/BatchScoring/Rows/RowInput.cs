using System.Text.Json.Serialization;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>The input of a job: a file or a stream, unpacked where it is packed.</summary>
internal sealed class RowInput : IAsyncDisposable
{
    private readonly Stream _raw;
    private readonly WholeGzip? _packed;

    private RowInput(Stream raw, bool isPacked, InputIdentity? identity)
    {
        _raw = raw;
        _packed = isPacked ? new WholeGzip(raw) : null;
        Identity = identity;
    }

    /// <summary>What the file was when it was opened; null for a stream.</summary>
    public InputIdentity? Identity { get; }

    /// <summary>Bytes read so far, as they lie on disk; 0 for a stream.</summary>
    public long BytesRead => Identity is null ? 0 : _raw.Position;

    /// <exception cref="BatchScoringException">The file cannot be opened.</exception>
    public static RowInput Open(BatchScoringOptions options)
    {
        if (options.Input is not { } path)
        {
            return new RowInput(options.InputStream!, isPacked: false, identity: null);
        }

        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite,
                BufferSize = 0,
            });
            var identity = new InputIdentity(file.Length, File.GetLastWriteTimeUtc(path).Ticks);
            return new RowInput(file, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), identity);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BatchScoringException($"The input cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>Reads bytes of rows; 0 at the end.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is packed, and damaged or cut off.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _packed?.ReadAsync(buffer, cancellationToken) ?? _raw.ReadAsync(buffer, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_packed is not null)
        {
            await _packed.DisposeAsync();
        }

        await _raw.DisposeAsync();
    }
}

/// <summary>What tells a file from another or a changed one at a glance.</summary>
/// <param name="Length">Bytes, as they lie on disk.</param>
/// <param name="ModifiedTicks">When it was last written, in ticks of UTC.</param>
internal sealed record InputIdentity(
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("modified_ticks")] long ModifiedTicks);
