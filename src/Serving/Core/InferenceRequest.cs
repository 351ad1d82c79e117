using Tracking.Models.Scoring;

namespace Tracking.Serving.Core;

/// <summary>What a protocol asks of a model.</summary>
/// <param name="Inputs">A tensor for every required input; they must not change before the answer.</param>
/// <param name="Outputs">The outputs wanted, or null for all.</param>
/// <param name="Deadline">Fires when time is up or the caller has gone.</param>
/// <param name="CallerGone">Fires only when the caller has gone; tells the two apart.</param>
internal readonly record struct InferenceRequest(
    IReadOnlyList<NamedTensor> Inputs,
    IReadOnlyList<string>? Outputs,
    CancellationToken Deadline,
    CancellationToken CallerGone)
{
    /// <summary>As in Open Inference: 1 goes first, larger numbers later; 0 stands for the model's usual one.</summary>
    public int Priority { get; init; }

    /// <summary>How long its inputs were read from what the caller sent.</summary>
    public TimeSpan Reading { get; init; }

    /// <summary>How long the caller waits, if less than the host allows; null for as long as that.</summary>
    public TimeSpan? Patience { get; init; }
}
