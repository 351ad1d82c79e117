using System.Collections.Concurrent;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Batching;

/// <summary>A batcher on a clock that the test moves; the model answers 2 x + 1 and refuses negative numbers.</summary>
internal sealed class BatcherRig : IDisposable
{
    private readonly ServingMeter _meter = new(static () => []);
    private readonly RequestDeadline _deadline = new(TimeSpan.FromMinutes(1));
    private readonly LoadedModel _model;

    public BatcherRig(BatchingOptions options, double fixedMs = 1, double perRowMs = 0.01)
    {
        var x = new TensorInfo("x", ElementType.Float32, [-1, -1]);
        Scorer = new FunctionScorer(new ScorerSchema([x], [x with { Name = "y" }]), Score);
        Statistics = new ModelStatistics("m", "1", _meter);
        _model = new LoadedModel(new ServedIdentity("m", "1", "p", "folder"), Scorer, null, Statistics);
        var cost = new CostLine();
        foreach (var rows in (int[])[1, 4, 16, 64])
        {
            cost.Add(rows, (fixedMs + (perRowMs * rows)) / 1000);
        }

        Batcher = new ModelBatcher(_model, options, cost, new SingleRun(Time, _deadline), Time);
        _model.JoinWith(Batcher);
    }

    public ManualTime Time { get; } = new();

    public FunctionScorer Scorer { get; }

    public ModelBatcher Batcher { get; }

    public ModelStatistics Statistics { get; }

    /// <summary>Rows of every run, failed ones too.</summary>
    public ConcurrentQueue<float[]> Runs { get; } = new();

    /// <summary>Told of every run before it starts; may hold it.</summary>
    public Action<float[]> OnRun { get; set; } = _ => { };

    /// <summary>One row per number.</summary>
    public Task<float[]> ScoreAsync(params float[] rows) => ScoreAsync(new Tensor<float>(rows, rows.Length, 1));

    public Task<float[]> ScoreAsync(int priority, CancellationToken token, params float[] rows) =>
        ScoreAsync(new Tensor<float>(rows, rows.Length, 1), priority, token);

    public async Task<float[]> ScoreAsync(Tensor<float> x, int priority = 0, CancellationToken token = default)
    {
        var request = new InferenceRequest([new("x", x)], null, token, token) { Priority = priority };
        var outputs = await Batcher.ScoreAsync(request);
        return ((Tensor<float>)outputs[0].Tensor).Data.ToArray();
    }

    /// <summary>Holds a run until the returned source is set; the task says that it has begun.</summary>
    public (Task Begun, TaskCompletionSource Release) HoldFirstRun()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnRun = _ =>
        {
            if (begun.TrySetResult())
            {
                release.Task.GetAwaiter().GetResult();
            }
        };
        return (begun.Task, release);
    }

    /// <summary>Moves the clock until the task ends.</summary>
    public async Task UntilAsync(Task task)
    {
        var patience = Patience.Token();
        while (!task.IsCompleted)
        {
            patience.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        _deadline.Dispose();
        _meter.Dispose();
    }

    private IReadOnlyList<NamedTensor> Score(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var x = (Tensor<float>)inputs[0].Tensor;
        var values = x.Data.ToArray();
        Runs.Enqueue(values);
        OnRun(values);
        token.ThrowIfCancellationRequested();
        return values.Any(value => value < 0)
            ? throw new ScoringException(ScoringFault.ModelFailed, "negative")
            : [new("y", new Tensor<float>(Array.ConvertAll(values, value => (2 * value) + 1), x.Shape.ToArray()))];
    }
}
