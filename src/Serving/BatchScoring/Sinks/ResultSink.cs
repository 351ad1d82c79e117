using System.Text;
using Tracking.Serving.BatchScoring.Results;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Sinks;

/// <summary>Takes scored batches in their order. Not thread-safe.</summary>
internal abstract class ResultSink(BatchScoringOptions options) : IDisposable
{
    /// <summary>What the job was told.</summary>
    protected BatchScoringOptions Options => options;

    /// <summary>Whether what goes out is packed.</summary>
    public bool IsPacked { get; } = options.Output?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The place in the input up to which all is taken.</summary>
    public InputPosition Position { get; protected set; } = InputPosition.Start;

    /// <summary>How many rows were set aside.</summary>
    public long RejectedRows { get; protected set; }

    /// <summary>The first line; null where none is written yet.</summary>
    protected string? Header { get; set; }

    /// <summary>Whether a write failed: then there is no telling what is in the files.</summary>
    protected bool IsBroken { get; private set; }

    /// <exception cref="BatchScoringException">
    /// Too many rows are bad, the columns of the predictions change, or the output takes no more.
    /// </exception>
    public void Write(ScoredBatch batch)
    {
        CheckRejected(batch);
        CheckHeader(batch);
        Guarded(() =>
        {
            if (batch.Header is { } header && Header is null)
            {
                WriteHeader(header);
            }

            WriteOutput(batch.Bytes);
            WriteRejected(batch.Rejected);
        });
        Position = batch.End;
        RejectedRows += batch.Rejected.Count;
        Guarded(AfterBatch);
    }

    /// <summary>Makes durable what was taken so far, where that is possible.</summary>
    public abstract void Save();

    /// <summary>Ends the output.</summary>
    /// <param name="header">Its first line, if no row was scored.</param>
    public void Finish(string header) => Guarded(() =>
    {
        if (Header is null)
        {
            WriteHeader(header);
        }

        Publish();
    });

    /// <summary>Where rejected rows are; null for nowhere.</summary>
    public abstract string? RejectedPath { get; }

    public abstract void Dispose();

    protected abstract void WriteOutput(ReadOnlySpan<byte> bytes);

    protected abstract void WriteRejected(ReadOnlySpan<byte> bytes);

    protected abstract void AfterBatch();

    protected abstract void Publish();

    private void WriteHeader(string header)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        WriteOutput(IsPacked ? ScoredBatch.Packed(bytes) : bytes);
        Header = header;
    }

    private void WriteRejected(List<RejectedRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var lines = new ResponseBuffer();
        rows.ForEach(row => row.Write(lines));
        WriteRejected(lines.Written);
    }

    private void CheckRejected(ScoredBatch batch)
    {
        var most = RejectedPath is null ? 0 : options.MaxRejected;
        if (RejectedRows + batch.Rejected.Count > most)
        {
            var row = batch.Rejected[(int)(most - RejectedRows)];
            throw new BatchScoringException(
                $"More than {most} rows cannot be scored; the next is row {row.Row}: {row.Reason}");
        }
    }

    private void CheckHeader(ScoredBatch batch)
    {
        if (Header is { } header && batch.Header is { } other && header != other)
        {
            throw new BatchScoringException(
                $"The model gives other columns up to row {batch.End.Rows} ({other.TrimEnd()}) than before "
                + $"({header.TrimEnd()}); write JSON lines.");
        }
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            IsBroken = true;
            throw new BatchScoringException($"The output cannot be written: {error.Message}", error);
        }
    }
}
