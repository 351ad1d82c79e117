using Tracking.Models.Scoring;

namespace Tracking.Serving.Core;

/// <summary>Runs one request by itself and counts it. Thread-safe.</summary>
internal sealed class SingleRun(TimeProvider time, RequestDeadline deadline)
{
    /// <summary>Runs the model once: on the calling thread, unless the model takes long.</summary>
    /// <param name="model">What to run; it is leased meanwhile.</param>
    /// <param name="request">What to run it on.</param>
    /// <param name="reason">Why it runs now.</param>
    public ValueTask<IReadOnlyList<NamedTensor>> ScoreAsync(
        LoadedModel model, InferenceRequest request, DispatchReason reason) => model.RunsLong
        ? new(RunThreads.Requests.RunAsync(() => Score(model, request, reason, out _)))
        : new(Score(model, request, reason, out _));

    /// <summary>Runs the model once on the calling thread.</summary>
    /// <param name="model">What to run; it is leased meanwhile.</param>
    /// <param name="request">What to run it on.</param>
    /// <param name="reason">Why it runs now.</param>
    /// <param name="took">How long the model took; zero if it failed.</param>
    public IReadOnlyList<NamedTensor> Score(
        LoadedModel model, in InferenceRequest request, DispatchReason reason, out TimeSpan took)
    {
        using var lease = model.Lease();
        model.Statistics.Dispatched(reason);
        var rows = RowCount.Of(request.Inputs);
        using var span = ModelSpans.Run(model, rows, reason);
        var start = time.GetTimestamp();
        took = TimeSpan.Zero;
        try
        {
            var outputs = model.Scorer.Score(request.Inputs, request.Outputs, request.Deadline);
            took = time.GetElapsedTime(start);
            model.RunsLong = took > RunThreads.LongRun;
            var timing = new ExecutionTiming(rows, 1, default, took, default) { Reading = request.Reading };
            model.Statistics.Executed(timing, time.GetUtcNow());
            model.Statistics.Succeeded(took, request.Reading);
            return outputs;
        }
        catch (OperationCanceledException error)
        {
            ModelSpans.Fail(span, error);
            var whole = time.GetElapsedTime(start);
            model.Statistics.Cancelled(whole);
            request.CallerGone.ThrowIfCancellationRequested();
            throw TooLate(model, request.Patience);
        }
        catch (Exception error)
        {
            ModelSpans.Fail(span, error);
            model.Statistics.Failed(time.GetElapsedTime(start));
            throw;
        }
    }

    /// <summary>What a caller is told whose time was up.</summary>
    public ServingException TooLate(LoadedModel model, TimeSpan? patience)
    {
        var allowed = patience < deadline.Timeout ? patience.Value : deadline.Timeout;
        return new ServingException(
            ServingError.DeadlineExceeded,
            $"Model '{model.Name}' did not answer within {allowed.TotalSeconds:0.###} s.");
    }
}
