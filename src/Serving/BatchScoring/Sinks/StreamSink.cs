namespace Tracking.Serving.BatchScoring.Sinks;

/// <summary>Predictions into a stream, such as standard output; there is nothing to resume.</summary>
internal sealed class StreamSink : ResultSink
{
    private readonly FileStream? _rejected;

    /// <exception cref="BatchScoringException">The file of rejected rows cannot be made.</exception>
    public StreamSink(BatchScoringOptions options)
        : base(options)
    {
        try
        {
            var mode = options.Overwrite ? FileMode.Create : FileMode.CreateNew;
            _rejected = options.Rejected is { } path ? new FileStream(path, mode, FileAccess.Write) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BatchScoringException($"The rejected rows cannot be written: {error.Message}", error);
        }
    }

    public override string? RejectedPath => Options.Rejected;

    public override void Save()
    {
        // What went into a stream cannot be taken back, so there is no place to go on from.
    }

    public override void Dispose() => _rejected?.Dispose();

    protected override void WriteOutput(ReadOnlySpan<byte> bytes) => Options.OutputStream!.Write(bytes);

    protected override void WriteRejected(ReadOnlySpan<byte> bytes) => _rejected!.Write(bytes);

    protected override void AfterBatch()
    {
        // The stream is flushed at the end; rows are not waited for one by one.
    }

    protected override void Publish()
    {
        Options.OutputStream!.Flush();
        _rejected?.Flush(flushToDisk: true);
    }
}
