using Tracking.Client.Internal.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// Sends what a run appends, in order, for as long as the run lives, and writes down what was acknowledged.
/// </summary>
internal sealed class DeliveryLoop : IAsyncDisposable
{
    private readonly SpoolWriter _writer;
    private readonly ProgressFile? _progress;
    private readonly RunUploader _uploader;
    private readonly AppendSignal _signal;
    private readonly Losses _losses;
    private readonly bool _flushesFirst;
    private readonly Batch _batch = new();
    private readonly Lock _gate = new();
    private readonly List<(SpoolPosition Until, TaskCompletionSource Done)> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private SpoolPosition _delivered;
    private long _count;

    internal DeliveryLoop(
        SpoolWriter writer,
        ProgressFile? progress,
        RunUploader uploader,
        AppendSignal signal,
        Losses losses,
        bool flushesFirst)
    {
        _writer = writer;
        _progress = progress;
        _uploader = uploader;
        _signal = signal;
        _losses = losses;
        _flushesFirst = flushesFirst;
        _running = Detached.Run(RunAsync);
    }

    /// <summary>Records that the server has acknowledged.</summary>
    internal long Count => Volatile.Read(ref _count);

    /// <summary>Whether everything before this place was delivered, or refused.</summary>
    internal bool HasDelivered(SpoolPosition until)
    {
        lock (_gate)
        {
            return _delivered.Covers(until);
        }
    }

    /// <summary>Has everything before this place sent now, and ends when it is delivered, or refused.</summary>
    internal Task DeliverAsync(SpoolPosition until)
    {
        Task done;
        lock (_gate)
        {
            if (_delivered.Covers(until))
                return Task.CompletedTask;
            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((until, waiting));
            done = waiting.Task;
        }

        if (_running.IsCompleted)
            FailWaiting(new ObjectDisposedException(nameof(DeliveryLoop)));
        _signal.Urge(until);
        return done;
    }

    /// <summary>Sends no more; ends when nothing is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _signal.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var reader = new SpoolReader(_writer, default, NoDamage);
            while (true)
            {
                if (_batch.Fill(reader))
                    await SendAsync();
                else
                    // A name without a point behind it is delivered as well.
                    Completed(reader.Position);
                if (_batch.TookAll)
                    await _signal.WaitAsync(reader.Position, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            FailWaiting(new ObjectDisposedException(nameof(DeliveryLoop)));
        }
        catch (Exception failure)
        {
            // A defect, or a disk that cannot be read: what is logged stays in the spool for the next start.
            _losses.Tell(Client.Spool.LoggingProblemKind.LeftInSpool, $"The sender stopped: {failure}");
            FailWaiting(failure);
        }
    }

    private async Task SendAsync()
    {
        if (_flushesFirst)
            _writer.FlushToDisk();
        await _uploader.SendAsync(_batch, _stop.Token);
        var lost = _losses.Total;
        _count += Math.Max(1, _batch.Items.Count);
        try
        {
            _progress?.Write(new SpoolProgress(_batch.End, _count, lost));
        }
        catch (IOException failure)
        {
            // Sent twice is stored once: this costs time at the next start, no more.
            _losses.Tell(Client.Spool.LoggingProblemKind.NotDurable, failure.Message);
        }

        _writer.Release(_batch.End);
        Completed(_batch.End);
    }

    private void Completed(SpoolPosition delivered)
    {
        lock (_gate)
        {
            _delivered = delivered;
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (!delivered.Covers(_waiting[i].Until))
                    continue;
                _waiting[i].Done.TrySetResult();
                _waiting.RemoveAt(i);
            }
        }
    }

    private void FailWaiting(Exception failure)
    {
        lock (_gate)
        {
            _waiting.ForEach(waiting => waiting.Done.TrySetException(failure));
            _waiting.Clear();
        }
    }

    private static void NoDamage(SpoolDamage damage) =>
        throw new InvalidOperationException($"segment {damage.Segment}, offset {damage.Offset}: {damage.What}");
}
