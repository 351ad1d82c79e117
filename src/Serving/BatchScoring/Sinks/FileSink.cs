using Tracking.Serving.BatchScoring.Checkpoints;

namespace Tracking.Serving.BatchScoring.Sinks;

/// <summary>
/// Predictions into a file that gets its name when it is whole. Checkpoints say how far it is: first the files are on
/// the disk, then the checkpoint that names their lengths.
/// </summary>
internal sealed class FileSink : ResultSink
{
    private readonly JobIdentity _identity;
    private readonly TimeProvider _time;
    private readonly JobFiles _files;
    private readonly ChecksummedFile _output;
    private readonly ChecksummedFile _rejected;
    private long _savedAt;
    private bool _isPublished;

    private FileSink(BatchScoringOptions options, JobIdentity identity, TimeProvider time, JobFiles files)
        : base(options)
    {
        (_identity, _time, _files) = (identity, time, files);
        _output = new ChecksummedFile(files.PartialOutput);
        try
        {
            _rejected = new ChecksummedFile(files.PartialRejected);
        }
        catch
        {
            _output.Dispose();
            throw;
        }

        _savedAt = time.GetTimestamp();
    }

    public override string RejectedPath => _files.Rejected;

    /// <summary>Whether an earlier attempt is resumed.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Begins a job, or takes up the one that the checkpoint is of.</summary>
    /// <param name="options">Name the output.</param>
    /// <param name="identity">Of this job.</param>
    /// <param name="checkpoint">Of an unfinished job; null for none.</param>
    /// <param name="time">Measures the interval of checkpoints.</param>
    /// <param name="cancellationToken">Ends the check of what is there.</param>
    /// <exception cref="BatchScoringException">The files cannot be used, or are not as the checkpoint says.</exception>
    public static async Task<FileSink> OpenAsync(
        BatchScoringOptions options,
        JobIdentity identity,
        Checkpoint? checkpoint,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var files = JobFiles.Of(options);
        FileSink? sink = null;
        try
        {
            // Opened first: the lock on the file keeps a second process from the same job.
            sink = new FileSink(options, identity, time, files);
            if (checkpoint is null)
            {
                await sink.BeginAsync(cancellationToken);
            }
            else
            {
                await sink.ResumeAsync(checkpoint, cancellationToken);
            }

            return sink;
        }
        catch (Exception error)
        {
            sink?._output.Dispose();
            sink?._rejected.Dispose();
            throw error is IOException or UnauthorizedAccessException
                ? new BatchScoringException($"The output cannot be written: {error.Message}", error)
                : error;
        }
    }

    public override void Save()
    {
        if (!IsBroken)
        {
            Save(isComplete: false);
        }
    }

    public override void Dispose()
    {
        _output.Dispose();
        _rejected.Dispose();
        if (!_isPublished && Position.Rows == 0)
        {
            // Nothing was done that could be gone on with: a mistake in the options must not stand in the way.
            _files.Forget();
        }
    }

    protected override void WriteOutput(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    protected override void WriteRejected(ReadOnlySpan<byte> bytes) => _rejected.Write(bytes);

    protected override void AfterBatch()
    {
        if (_time.GetElapsedTime(_savedAt) >= Options.CheckpointInterval)
        {
            Save(isComplete: false);
        }
    }

    protected override void Publish()
    {
        Save(isComplete: true);
        _files.Publish(RejectedRows > 0);
        _isPublished = true;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _output.CutToAsync(FilePrefix.None, cancellationToken);
        await _rejected.CutToAsync(FilePrefix.None, cancellationToken);
        Save(isComplete: false);
    }

    private async Task ResumeAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (!await _output.CutToAsync(checkpoint.Output, cancellationToken)
            || !await _rejected.CutToAsync(checkpoint.Rejected, cancellationToken))
        {
            throw JobIdentity.Other(
                "the unfinished output has changed", $"{checkpoint.Output.Length} bytes of another content");
        }

        IsResumed = true;
        Position = checkpoint.Position;
        RejectedRows = checkpoint.RejectedRows;
        Header = checkpoint.Header;
    }

    private void Save(bool isComplete)
    {
        _output.FlushToDisk();
        _rejected.FlushToDisk();
        _files.Save(new Checkpoint
        {
            Format = Checkpoint.CurrentFormat,
            Model = _identity.Model,
            Options = _identity.Options,
            Input = _identity.Input,
            Position = Position,
            RejectedRows = RejectedRows,
            Header = Header,
            Output = _output.Prefix,
            Rejected = _rejected.Prefix,
            IsComplete = isComplete,
        });
        _savedAt = _time.GetTimestamp();
    }
}
