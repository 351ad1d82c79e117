namespace Tracking.Models.Scoring;

/// <summary>
/// A model written in .NET. Its class is public and has a constructor without parameters, or one that takes a
/// <see cref="ModelContext"/>; one that is <see cref="IDisposable"/> is disposed when the model is unloaded.
/// </summary>
public interface IModel
{
    /// <summary>Scores one batch. Called from many threads at once.</summary>
    /// <param name="inputs">What the signature declares, in its order and checked; optional ones may be absent.</param>
    /// <param name="cancellationToken">Fires when nobody waits for the answer any more.</param>
    /// <returns>A tensor for every output that the signature declares.</returns>
    /// <exception cref="ScoringException">The inputs cannot be scored; says why.</exception>
    IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken cancellationToken);
}

/// <summary>A model that is a static method; see <see cref="IModel.Predict"/>.</summary>
/// <param name="inputs">What the signature declares, in its order and checked; optional ones may be absent.</param>
/// <param name="cancellationToken">Fires when nobody waits for the answer any more.</param>
/// <returns>A tensor for every output that the signature declares.</returns>
public delegate IReadOnlyList<NamedTensor> PredictFunction(
    IReadOnlyList<NamedTensor> inputs, CancellationToken cancellationToken);
