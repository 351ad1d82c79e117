using Tracking.Models.Scoring;
using Tracking.Serving.Core.Limits;

namespace Tracking.Serving.Core;

/// <summary>Runs models within their limits, through their batchers where they have one. Thread-safe.</summary>
internal sealed class ModelRunner(SingleRun single, RequestLimits limits, TimeProvider time)
{
    /// <summary>Runs a model: on the calling thread, with the task complete, unless the request is queued.</summary>
    /// <exception cref="ServingException">Misfit, failure, time up, or too many wait.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public ValueTask<IReadOnlyList<NamedTensor>> ScoreAsync(LoadedModel model, in InferenceRequest request)
    {
        limits.Check(request.Inputs);
        ModelSpans.Choose(model);
        return limits.SlotsOf(model) is { } slots
            ? ScoreInTurnAsync(model, request, slots)
            : ScoreNowAsync(model, request);
    }

    /// <summary>A moment on the clock that runs are timed by.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>How long ago a moment was.</summary>
    public TimeSpan Since(long moment) => time.GetElapsedTime(moment);

    private async ValueTask<IReadOnlyList<NamedTensor>> ScoreInTurnAsync(
        LoadedModel model, InferenceRequest request, RequestSlots slots)
    {
        using var slot = slots.TryTake(out var free) ? free : await WaitAsync(model, request, slots);
        return await ScoreNowAsync(model, request);
    }

    private async ValueTask<RequestSlot> WaitAsync(LoadedModel model, InferenceRequest request, RequestSlots slots)
    {
        var start = time.GetTimestamp();
        using var span = ModelSpans.WaitForPlace(model);
        try
        {
            return await slots.WaitAsync(request.Deadline);
        }
        catch (ServingException error)
        {
            ModelSpans.Fail(span, error);
            model.Statistics.Rejected();
            throw;
        }
        catch (OperationCanceledException error)
        {
            ModelSpans.Fail(span, error);
            model.Statistics.Cancelled(time.GetElapsedTime(start));
            request.CallerGone.ThrowIfCancellationRequested();
            throw new ServingException(
                ServingError.DeadlineExceeded, $"Model '{model.Name}' was busy until the request's time was up.");
        }
    }

    private ValueTask<IReadOnlyList<NamedTensor>> ScoreNowAsync(LoadedModel model, in InferenceRequest request) =>
        model.Batcher is { } batcher
            ? batcher.ScoreAsync(request)
            : single.ScoreAsync(model, request, DispatchReason.Unbatched);
}
