using Tracking.Models.Scoring;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Core;

/// <summary>The data plane: finds a loaded model and runs it. It knows no protocol. Thread-safe.</summary>
internal sealed class InferenceEngine(ModelRepository models, RequestDeadline deadline)
{
    /// <summary>Whether every model is ready.</summary>
    public bool IsReady => models.IsReady;

    /// <summary>The clock that protocols start when a request arrives.</summary>
    public RequestDeadline Deadline => deadline;

    /// <summary>The model that endpoints without a name serve: the first one.</summary>
    /// <exception cref="ServingException">It is not loaded, <see cref="ServingError.ModelNotReady"/>.</exception>
    public LoadedModel Default => models.Default;

    /// <summary>A model by its served name and, if given, version.</summary>
    /// <exception cref="ServingException">Unknown or not ready.</exception>
    public LoadedModel Find(string name, string? version) => models.Find(name, version);

    /// <summary>Runs a model once on the calling thread.</summary>
    /// <exception cref="ServingException">The inputs do not fit, the model failed, or time is up.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public IReadOnlyList<NamedTensor> Score(LoadedModel model, InferenceRequest request)
    {
        using var lease = model.Lease();
        try
        {
            return model.Scorer.Score(request.Inputs, request.Outputs, request.Deadline);
        }
        catch (OperationCanceledException) when (!request.CallerGone.IsCancellationRequested)
        {
            throw new ServingException(
                ServingError.DeadlineExceeded,
                $"Model '{model.Name}' did not answer within {deadline.Timeout.TotalSeconds:0.###} s.");
        }
    }
}
