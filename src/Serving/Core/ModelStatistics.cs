using System.Collections.Concurrent;

namespace Tracking.Serving.Core;

/// <summary>
/// What one version of a model did since the host started, through all its reloads; Triton's statistics have the same
/// names. Thread-safe.
/// </summary>
internal sealed class ModelStatistics(string name, string? version, ServingMeter meter)
{
    // Sizes above are counted in all but the figures by size.
    private const int MostSizes = 512;

    private readonly DurationStatistic _success = new();
    private readonly DurationStatistic _fail = new();
    private readonly DurationStatistic _cancel = new();
    private readonly DurationStatistic _queue = new();
    private readonly DurationStatistic _computeInput = new();
    private readonly DurationStatistic _computeInfer = new();
    private readonly DurationStatistic _computeOutput = new();
    private readonly ConcurrentDictionary<int, BatchSizeCounters> _bySize = new();
    private readonly MeterTags _tags = new(name, version);
    private long _inferences;
    private long _executions;
    private long _lastInference;

    /// <summary>It was loaded, or could not be.</summary>
    public void Loaded(bool succeeded) => meter.Loaded(_tags, succeeded);

    /// <summary>A request was answered.</summary>
    /// <param name="whole">From its arrival at the model on.</param>
    /// <param name="reading">What it took to read its inputs before.</param>
    public void Succeeded(TimeSpan whole, TimeSpan reading)
    {
        _success.Add(whole + reading);
        meter.Answered(_tags, RequestOutcome.Success, whole);
    }

    /// <summary>A request was answered with an error.</summary>
    public void Failed(TimeSpan whole)
    {
        _fail.Add(whole);
        meter.Answered(_tags, RequestOutcome.Fail, whole);
    }

    /// <summary>A request's time was up, or its caller had gone.</summary>
    public void Cancelled(TimeSpan whole)
    {
        _cancel.Add(whole);
        meter.Answered(_tags, RequestOutcome.Cancel, whole);
    }

    /// <summary>A request was refused because the queue was full.</summary>
    public void Rejected() => meter.Answered(_tags, RequestOutcome.Reject, TimeSpan.Zero);

    /// <summary>A request left the queue for a batch.</summary>
    public void Queued(TimeSpan waited)
    {
        _queue.Add(waited);
        meter.Waited(_tags, waited);
    }

    /// <summary>The model ran once and gave its outputs.</summary>
    /// <param name="ran">For whom and how long.</param>
    /// <param name="at">The end of the run.</param>
    public void Executed(in ExecutionTiming ran, DateTimeOffset at)
    {
        Interlocked.Add(ref _inferences, ran.Rows);
        Interlocked.Increment(ref _executions);
        Interlocked.Exchange(ref _lastInference, at.ToUnixTimeMilliseconds());
        _computeInput.Add(ran.Input, ran.Requests);
        _computeInput.Prolong(ran.Reading);
        _computeInfer.Add(ran.Infer, ran.Requests);
        _computeOutput.Add(ran.Output, ran.Requests);
        if (_bySize.TryGetValue(ran.Rows, out var size) || (_bySize.Count < MostSizes && Add(ran.Rows, out size)))
        {
            size.Add(ran);
        }

        meter.Executed(_tags, ran);
    }

    /// <summary>The outputs of a request were written into its answer, which its run was not to wait for.</summary>
    /// <param name="rows">Of the run.</param>
    /// <param name="took">How long.</param>
    public void Written(int rows, TimeSpan took)
    {
        _computeOutput.Prolong(took);
        _success.Prolong(took);
        if (_bySize.TryGetValue(rows, out var size))
        {
            size.Prolong(took);
        }
    }

    /// <summary>A batch, or a request without one, was sent to the model.</summary>
    public void Dispatched(DispatchReason reason) => meter.Dispatched(_tags, reason);

    /// <summary>The figures as they are now.</summary>
    public ModelStatisticsSnapshot Read() => new()
    {
        Name = name,
        Version = version,
        LastInference = Interlocked.Read(ref _lastInference),
        InferenceCount = Interlocked.Read(ref _inferences),
        ExecutionCount = Interlocked.Read(ref _executions),
        Success = _success.Read(),
        Fail = _fail.Read(),
        Cancel = _cancel.Read(),
        Queue = _queue.Read(),
        ComputeInput = _computeInput.Read(),
        ComputeInfer = _computeInfer.Read(),
        ComputeOutput = _computeOutput.Read(),
        Batches = [.. _bySize.OrderBy(size => size.Key).Select(size => size.Value.Read(size.Key))],
    };

    private bool Add(int rows, out BatchSizeCounters size)
    {
        size = _bySize.GetOrAdd(rows, static _ => new BatchSizeCounters());
        return true;
    }

    private sealed class BatchSizeCounters
    {
        private readonly DurationStatistic _input = new();
        private readonly DurationStatistic _infer = new();
        private readonly DurationStatistic _output = new();

        public void Add(in ExecutionTiming ran)
        {
            _input.Add(ran.Input + ran.Reading);
            _infer.Add(ran.Infer);
            _output.Add(ran.Output);
        }

        public void Prolong(TimeSpan output) => _output.Prolong(output);

        public BatchSizeStatistics Read(int rows) => new(rows, _input.Read(), _infer.Read(), _output.Read());
    }
}
