using Tracking.Models.Scoring;
using Tracking.Serving.BatchScoring.Checkpoints;
using Tracking.Serving.BatchScoring.Results;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.BatchScoring.Sinks;
using Tracking.Serving.Offline;

namespace Tracking.Serving.BatchScoring;

/// <summary>
/// Scores a file of rows with constant memory. The rows of a batch are answered as one <c>POST /invocations</c> with
/// them would be; a job that was killed goes on at its last checkpoint, and gives the same bytes as one that was not.
/// </summary>
public static class BatchScorer
{
    /// <summary>Runs a job to its end, or resumes it.</summary>
    /// <param name="model">The caller disposes it after.</param>
    /// <param name="options">What to read and to write.</param>
    /// <param name="progress">Told after each batch, on the thread that writes; null for nobody.</param>
    /// <param name="time">Measures the interval of checkpoints; null for the system's.</param>
    /// <param name="cancellationToken">Ends it after the batches under way; it can be resumed then.</param>
    /// <exception cref="BatchScoringException">One line that says what is wrong.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static async Task<BatchScoringResult> RunAsync(
        InProcessModel model,
        BatchScoringOptions options,
        IProgress<BatchScoringProgress>? progress = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new BatchScoringException($"The job makes no sense: {string.Join("; ", problems)}.");
        }

        await using var input = RowInput.Open(options);
        if (options.Output is null)
        {
            using var stream = new StreamSink(options);
            return await RunAsync(new BatchJob(model, options, input, stream, progress), null, cancellationToken);
        }

        var identity = await JobIdentity.OfAsync(model, options, input.Identity, cancellationToken);
        var files = JobFiles.Of(options);
        var checkpoint = await FindAsync(files, options, identity, cancellationToken);
        if (checkpoint is { IsComplete: true })
        {
            files.Publish(checkpoint.RejectedRows > 0);
            return ResultOf(checkpoint.Position.Rows, checkpoint.RejectedRows, files.Rejected, checkpoint);
        }

        using var sink = await FileSink.OpenAsync(
            options, identity, checkpoint, time ?? TimeProvider.System, cancellationToken);
        return await RunAsync(new BatchJob(model, options, input, sink, progress), checkpoint, cancellationToken);
    }

    private static async Task<BatchScoringResult> RunAsync(
        BatchJob job, Checkpoint? checkpoint, CancellationToken cancellationToken)
    {
        await job.RunAsync(cancellationToken);
        return ResultOf(job.Sink.Position.Rows, job.Sink.RejectedRows, job.Sink.RejectedPath, checkpoint);
    }

    private static BatchScoringResult ResultOf(long rows, long rejected, string? path, Checkpoint? checkpoint) =>
        new(rows, rejected, rejected > 0 ? path : null, checkpoint?.Position.Rows);

    private static async Task<Checkpoint?> FindAsync(
        JobFiles files, BatchScoringOptions options, JobIdentity identity, CancellationToken cancellationToken)
    {
        if (options.Restart)
        {
            files.Forget();
        }

        if (await files.LoadAsync(cancellationToken) is { } checkpoint)
        {
            identity.Check(checkpoint);
            return checkpoint;
        }

        if (File.Exists(files.Output) && !options.Overwrite)
        {
            throw new BatchScoringException($"'{files.Output}' exists already; say that it may be overwritten.");
        }

        return File.Exists(files.PartialOutput)
            ? throw new BatchScoringException(
                $"'{files.PartialOutput}' exists and no checkpoint is beside it; remove it, or restart the job.")
            : null;
    }
}
