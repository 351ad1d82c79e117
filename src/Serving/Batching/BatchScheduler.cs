using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>
/// Who runs when on one model: lanes, queue, arrivals and costs under one lock. Batches that are due go to threads
/// for long runs. Thread-safe.
/// </summary>
internal sealed class BatchScheduler : IDisposable
{
    private readonly Lock _gate = new();
    private readonly BatchingOptions _options;
    private readonly TimeProvider _time;
    private readonly DispatchPolicy _policy;
    private readonly BatchQueue _queue = new();
    private readonly ArrivalGap _arrivals = new();
    private readonly BatchPayoff _payoff;
    private readonly Action<Batch> _run;
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly int _lanes;
    private int _running;
    private bool _isDraining;

    /// <param name="options">Checked.</param>
    /// <param name="lanes">Most runs at a time.</param>
    /// <param name="cost">What runs cost so far; learns on.</param>
    /// <param name="time">The clock and its timers.</param>
    /// <param name="run">Runs a batch and then calls <see cref="Next"/>.</param>
    public BatchScheduler(
        BatchingOptions options, int lanes, CostLine cost, TimeProvider time, Action<Batch> run)
    {
        _options = options;
        _lanes = lanes;
        _payoff = new BatchPayoff(cost, mayBypass: options.Mode == BatchingMode.Adaptive);
        _time = time;
        _run = run;
        _policy = new DispatchPolicy(options);
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(
            static self => ((BatchScheduler)self!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether runs have so little in common that requests should pass by.</summary>
    public bool Bypasses => _payoff.Bypasses;

    /// <summary>How many requests wait.</summary>
    public int QueueLength
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Seconds since this object was made.</summary>
    public double Now() => _time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Gives the caller a lane at once, to be left with <see cref="Leave"/>, or queues its request.</summary>
    /// <param name="request">What arrived.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="reason">Why it may run now.</param>
    /// <returns>The queued request; null if the caller has the lane.</returns>
    /// <exception cref="ServingException"><see cref="ServingError.QueueFull"/>.</exception>
    public PendingRequest? Arrive(in InferenceRequest request, int rows, out DispatchReason reason)
    {
        lock (_gate)
        {
            var now = Now();
            _arrivals.Add(rows, now);
            if (TryEnter(request, rows, now, out reason))
            {
                return null;
            }

            var pending = Enqueue(request, rows, now);
            Dispatch(now, isBacklog: false);
            return pending;
        }
    }

    /// <summary>The caller's lane is free; what queued meanwhile may be due.</summary>
    public void Leave(int rows, TimeSpan took)
    {
        lock (_gate)
        {
            _running--;
            _payoff.Add(rows, took);
            Dispatch(Now(), isBacklog: true);
        }
    }

    /// <summary>A lane's batch has run; gives it the next one, or null and the lane is free.</summary>
    public Batch? Next(Batch ran, TimeSpan took)
    {
        lock (_gate)
        {
            _running--;
            _payoff.Add(ran.Rows, took);
            var now = Now();
            var next = Take(now, isBacklog: true);
            Dispatch(now, isBacklog: true);
            return next;
        }
    }

    /// <summary>Learns from a run that passed by; skipped if somebody holds the lock.</summary>
    public void Sample(int rows, TimeSpan took)
    {
        if (_gate.TryEnter())
        {
            try
            {
                _payoff.Add(rows, took);
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    /// <summary>A request's token has fired: takes it out, or leaves it to its run.</summary>
    public void Cancel(PendingRequest pending)
    {
        lock (_gate)
        {
            switch (pending.State)
            {
                case PendingState.Queued:
                    _queue.Remove(pending);
                    break;
                case PendingState.Running:
                    if (--pending.Batch!.Wanted == 0)
                    {
                        pending.Batch.Abandon();
                    }

                    break;
                default:
                    // While its inputs are read, or it runs alone, its run sees the token by itself.
                    return;
            }

            pending.State = PendingState.Done;
        }

        pending.TrySetCanceled(pending.Request.Deadline);
    }

    /// <summary>The inputs of a batch were copied: those cancelled meanwhile are answered, others may be.</summary>
    public void Joined(Batch batch)
    {
        var late = new List<PendingRequest>();
        lock (_gate)
        {
            foreach (var pending in batch.Requests)
            {
                var isLate = pending.Request.Deadline.IsCancellationRequested;
                pending.State = isLate ? PendingState.Done : PendingState.Running;
                if (isLate)
                {
                    late.Add(pending);
                    batch.Wanted--;
                }
            }
        }

        late.ForEach(pending => pending.TrySetCanceled(pending.Request.Deadline));
    }

    /// <summary>Whether the caller is the one to answer a request.</summary>
    public bool Claim(PendingRequest pending)
    {
        lock (_gate)
        {
            var isMine = pending.State != PendingState.Done;
            pending.State = PendingState.Done;
            return isMine;
        }
    }

    /// <summary>Sends everything that waits, and holds nothing back from now on.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            _isDraining = true;
            Dispatch(Now(), isBacklog: true);
        }
    }

    public void Dispose()
    {
        Drain();
        _timer.Dispose();
    }

    private bool TryEnter(in InferenceRequest request, int rows, double now, out DispatchReason reason)
    {
        reason = DispatchReason.Idle;
        if (_queue.Count > 0 || _running >= _lanes)
        {
            return false;
        }

        var decision = _isDraining
            ? new DispatchDecision(DispatchReason.Drain, rows, 0)
            : _policy.Decide(new(now, rows, now, request.Priority == 1, false), _payoff.Cost, _arrivals);
        if (decision.Reason is not { } go)
        {
            return false;
        }

        reason = go;
        _running++;
        return true;
    }

    private PendingRequest Enqueue(in InferenceRequest request, int rows, double now)
    {
        if (_queue.Count >= _options.MaxQueuedRequests)
        {
            var seconds = _payoff.Cost.Of(_queue.Rows) / _lanes;
            throw new ServingException(
                ServingError.QueueFull,
                $"The model's queue is full: {_queue.Count} requests wait.")
            {
                RetryAfter = TimeSpan.FromSeconds(seconds),
            };
        }

        var grace = _options.LatencyTarget.TotalSeconds * Priorities.Grace(request.Priority);
        var pending = new PendingRequest(request, rows, now, now + grace);
        _queue.Add(pending);
        return pending;
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            Dispatch(Now(), isBacklog: false);
        }
    }

    private void Dispatch(double now, bool isBacklog)
    {
        while (Take(now, isBacklog) is { } batch)
        {
            RunThreads.Shared.Queue(batch);
        }
    }

    private Batch? Take(double now, bool isBacklog)
    {
        if (_running >= _lanes || _queue.Next() is not { } group)
        {
            return null;
        }

        var oldest = group.Waiting.Min(pending => pending.Arrived);
        var isUrgent = group.Waiting.First!.Value.IsUrgent;
        var decision = _isDraining
            ? new DispatchDecision(DispatchReason.Drain, _policy.Limit(_payoff.Cost, group.Rows), 0)
            : _policy.Decide(new(now, group.Rows, oldest, isUrgent, isBacklog), _payoff.Cost, _arrivals);
        if (decision.Reason is not { } reason)
        {
            // Timers count whole milliseconds, and a hold of none would be none.
            _timer.Change(TimeSpan.FromSeconds(Math.Max(1e-3, decision.Until - now)), Timeout.InfiniteTimeSpan);
            return null;
        }

        _running++;
        var batch = new Batch(_run, _queue.Take(group, decision.Rows), reason);
        foreach (var pending in batch.Requests)
        {
            pending.State = batch.Requests.Count == 1 ? PendingState.Alone : PendingState.Joining;
            pending.Batch = batch;
        }

        return batch;
    }
}
