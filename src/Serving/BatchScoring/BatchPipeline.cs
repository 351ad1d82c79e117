using System.Threading.Channels;
using Tracking.Serving.BatchScoring.Results;
using Tracking.Serving.BatchScoring.Rows;

namespace Tracking.Serving.BatchScoring;

/// <summary>Reads batches one after the other, scores several at once, and writes them in their order.</summary>
internal sealed class BatchPipeline(
    Func<CancellationToken, ValueTask<RowBatch?>> read,
    Func<RowBatch, CancellationToken, ScoredBatch> score,
    Action<ScoredBatch> write,
    int workers)
{
    // What waits to be written is bounded by this: a slow batch holds the others up, and not the memory.
    private readonly Channel<Task<ScoredBatch>> _inOrder =
        Channel.CreateBounded<Task<ScoredBatch>>(new BoundedChannelOptions(2 * workers)
        {
            SingleReader = true,
            SingleWriter = true,
        });

    /// <summary>Runs to the end of the input; what was read before an error of it is written first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var free = new SemaphoreSlim(workers);
        var reading = Task.Run(() => ReadAllAsync(free, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var task in _inOrder.Reader.ReadAllAsync(stop.Token))
            {
                using var scored = await task;
                write(scored);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
            await WaitForScorersAsync(free);
        }
    }

    private async Task ReadAllAsync(SemaphoreSlim free, CancellationToken stop)
    {
        try
        {
            while (await read(stop) is { } batch)
            {
                await free.WaitAsync(stop);
                var scoring = Task.Run(() => Score(batch, free, stop), CancellationToken.None);
                await _inOrder.Writer.WriteAsync(scoring, stop);
            }

            _inOrder.Writer.Complete();
        }
        catch (Exception error)
        {
            // Handed to the one who writes, behind the batches that were read.
            _inOrder.Writer.Complete(error);
        }
    }

    private ScoredBatch Score(RowBatch batch, SemaphoreSlim free, CancellationToken stop)
    {
        try
        {
            return score(batch, stop);
        }
        finally
        {
            batch.Dispose();
            free.Release();
        }
    }

    /// <summary>Nobody may close the model or the semaphore while a batch is being scored.</summary>
    private async Task WaitForScorersAsync(SemaphoreSlim free)
    {
        for (var i = 0; i < workers; i++)
        {
            await free.WaitAsync(CancellationToken.None);
        }
    }
}
