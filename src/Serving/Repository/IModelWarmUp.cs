using Tracking.Models.Format;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Runs a fresh model once, so that the first caller does not pay for what is done lazily.</summary>
internal interface IModelWarmUp
{
    /// <summary>Scores the model's input example, if it has one; a refusal is logged and not fatal.</summary>
    Task RunAsync(LoadedModel model, ModelDirectory directory, CancellationToken cancellationToken);
}
