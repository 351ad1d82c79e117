using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>What MLflow says of requests that a signature rules out.</summary>
internal static class Signatures
{
    /// <summary>The error, with the schema that was to be met.</summary>
    public static ServingException NotEnforced(LoadedModel model, ScoringException error) => ServingException.Mismatch(
        $"Failed to enforce schema of data with schema '{model.Signature!.Inputs}'. Error: {error.Message}", error);
}
