using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Runs a fresh model once, so that the first caller does not pay for what is done lazily.</summary>
internal interface IModelWarmUp
{
    /// <summary>Scores the model's input example, if it has one; a refusal is logged and not fatal.</summary>
    /// <returns>The example's inputs; null if there is none or the model refused it.</returns>
    Task<IReadOnlyList<NamedTensor>?> RunAsync(
        LoadedModel model, ModelDirectory directory, CancellationToken cancellationToken);
}
