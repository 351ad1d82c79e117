using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class EvaluationDatasetErrors
{
    public static TrackingException NotFound(string datasetId) => Missing(
        $"Evaluation dataset with id '{datasetId}' not found");

    public static TrackingException NotFoundForTags(string datasetId) => Missing(
        $"Could not find evaluation dataset with ID {datasetId}");

    public static TrackingException NotFoundForExperiments(string datasetId) => Missing(
        $"Dataset '{datasetId}' not found");

    public static TrackingException ExperimentNotFound(long experimentId) => Missing(string.Create(
        CultureInfo.InvariantCulture, $"Experiment '{experimentId}' not found"));

    private static TrackingException Missing(string message) => new(ErrorCode.ResourceDoesNotExist, message);
}
