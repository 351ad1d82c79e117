using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>
/// Joins requests for one model. A request that finds the model idle and has nothing to gain from waiting runs on its
/// caller's thread; others queue and run together on threads of their own. Thread-safe.
/// </summary>
internal sealed class ModelBatcher : IDisposable
{
    // Every so many runs that pass by, one is timed.
    private const int SampleEvery = 16;

    // Of each thread: a count that processors shared would cost more than all else that passing by costs.
    [ThreadStatic]
    private static int _passed;

    private readonly LoadedModel _model;
    private readonly BatchingOptions _options;
    private readonly TimeProvider _time;
    private readonly SingleRun _single;
    private readonly BatchScheduler _scheduler;
    private volatile string? _offReason;

    public ModelBatcher(
        LoadedModel model, BatchingOptions options, CostLine cost, SingleRun single, TimeProvider time)
    {
        _model = model;
        _options = options;
        _single = single;
        _time = time;
        var lanes = options.Concurrency ?? Math.Max(1, Environment.ProcessorCount / model.Scorer.ThreadsPerRun);
        _scheduler = new BatchScheduler(options, lanes, cost, time, RunLane);
    }

    /// <summary>How many requests wait.</summary>
    public int QueueLength => _scheduler.QueueLength;

    /// <summary>Why nothing is joined any more; null while it is.</summary>
    public string? OffReason => _offReason;

    /// <summary>Whether runs have so little in common that requests pass by.</summary>
    public bool Bypasses => _scheduler.Bypasses;

    /// <summary>Scores a request, at once or with others.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.QueueFull"/>, or as a run by itself.</exception>
    public ValueTask<IReadOnlyList<NamedTensor>> ScoreAsync(in InferenceRequest request)
    {
        if (_offReason is not null)
        {
            return _single.ScoreAsync(_model, request, DispatchReason.Unbatched);
        }

        // One that was cheap and takes long now is not to hold its callers' threads until enough runs have told.
        if (_scheduler.Bypasses && !_model.RunsLong)
        {
            return new(PassBy(request));
        }

        var rows = RowCount.Shared(request.Inputs);
        if (rows < 1 || rows > _options.MaxRows)
        {
            return _single.ScoreAsync(_model, request, DispatchReason.Alone);
        }

        return Arrive(request, rows, out var reason) is { } pending ? new(AwaitAsync(pending))
            : _model.RunsLong ? RunApart(request, rows, reason)
            : new(RunHere(request, rows, reason));
    }

    public void Dispose() => _scheduler.Dispose();

    private PendingRequest? Arrive(in InferenceRequest request, int rows, out DispatchReason reason)
    {
        try
        {
            var priority = request.Priority <= 0 ? _options.DefaultPriority : request.Priority;
            return _scheduler.Arrive(request with { Priority = priority }, rows, out reason);
        }
        catch (ServingException)
        {
            _model.Statistics.Rejected();
            throw;
        }
    }

    private IReadOnlyList<NamedTensor> RunHere(in InferenceRequest request, int rows, DispatchReason reason)
    {
        var took = TimeSpan.Zero;
        try
        {
            return _single.Score(_model, request, reason, out took);
        }
        finally
        {
            _scheduler.Leave(rows, took);
        }
    }

    private ValueTask<IReadOnlyList<NamedTensor>> RunApart(InferenceRequest request, int rows, DispatchReason reason) =>
        new(RunThreads.Shared.RunAsync(() => RunHere(request, rows, reason)));

    private IReadOnlyList<NamedTensor> PassBy(in InferenceRequest request)
    {
        var outputs = _single.Score(_model, request, DispatchReason.Bypass, out var took);
        if (++_passed % SampleEvery == 0)
        {
            _scheduler.Sample(RowCount.Of(request.Inputs), took);
        }

        return outputs;
    }

    private async Task<IReadOnlyList<NamedTensor>> AwaitAsync(PendingRequest pending)
    {
        var start = _time.GetTimestamp();
        var statistics = _model.Statistics;
        using var registration = pending.Request.Deadline.UnsafeRegister(
            static (state, _) => ((Cancellation)state!).Invoke(), new Cancellation(_scheduler, pending));
        try
        {
            var outputs = await pending.Task;
            statistics.Succeeded(_time.GetElapsedTime(start), pending.Request.Reading);
            return outputs;
        }
        catch (OperationCanceledException) when (pending.Request.Deadline.IsCancellationRequested)
        {
            statistics.Cancelled(_time.GetElapsedTime(start));
            pending.Request.CallerGone.ThrowIfCancellationRequested();
            throw _single.TooLate(_model, pending.Request.Patience);
        }
        catch
        {
            statistics.Failed(_time.GetElapsedTime(start));
            throw;
        }
    }

    /// <summary>Runs a batch and then whatever queued in the meantime.</summary>
    private void RunLane(Batch first)
    {
        Batch? batch = first;
        while (batch is not null)
        {
            var run = Run(batch);
            batch = _scheduler.Next(batch, run.Took);
            var answers = new Answers(_scheduler, run);
            if (batch is null)
            {
                answers.Execute();
            }
            else
            {
                // The model goes on at once; another thread cuts and answers.
                ThreadPool.UnsafeQueueUserWorkItem(answers, preferLocal: false);
            }
        }
    }

    private BatchRun Run(Batch batch)
    {
        var now = _scheduler.Now();
        _model.Statistics.Dispatched(batch.Reason);
        using var span = ModelSpans.Batch(
            _model, batch.Requests.Select(pending => pending.Caller), batch.Rows, batch.Reason);
        var arrived = _time.GetUtcNow();
        foreach (var pending in batch.Requests)
        {
            var waited = TimeSpan.FromSeconds(now - pending.Arrived);
            _model.Statistics.Queued(waited);
            ModelSpans.Waited(_model, pending.Caller, span, arrived, waited);
        }

        var run = new BatchRun(batch, _model, _time);
        run.Join();
        if (batch.Requests.Count > 1)
        {
            _scheduler.Joined(batch);
        }

        run.Score();
        if (run.Unsplittable is { } problem)
        {
            _offReason = $"{problem}, so its rows cannot be told apart";
        }

        return run;
    }

    private sealed class Cancellation(BatchScheduler scheduler, PendingRequest pending)
    {
        public void Invoke() => scheduler.Cancel(pending);
    }

    private sealed class Answers(BatchScheduler scheduler, BatchRun run) : IThreadPoolWorkItem
    {
        public void Execute() => run.Answer(scheduler.Claim);
    }
}
