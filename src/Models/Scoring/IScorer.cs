using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>
/// A loaded model: named tensors in, named tensors out. Safe for concurrent calls; disposing waits for none of them,
/// so its owner drains first.
/// </summary>
public interface IScorer : IDisposable
{
    /// <summary>What goes in and what comes out.</summary>
    ScorerSchema Schema { get; }

    /// <summary>How many processors one run keeps busy; 1 unless the model says otherwise.</summary>
    int ThreadsPerRun => 1;

    /// <summary>Runs the model once on the calling thread.</summary>
    /// <param name="inputs">A tensor for every required input, in any order.</param>
    /// <param name="outputs">The outputs wanted, or null for all in the schema's order.</param>
    /// <param name="cancellationToken">Ends a run that is under way.</param>
    /// <returns>The outputs wanted, in that order; the caller owns their memory.</returns>
    /// <exception cref="ScoringException">The inputs do not fit the model, or it failed on them.</exception>
    IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default);
}
