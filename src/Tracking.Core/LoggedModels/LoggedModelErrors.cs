using Tracking.Core.Errors;

namespace Tracking.Core.LoggedModels;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class LoggedModelErrors
{
    public static TrackingException NotFound(string modelId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Logged model with ID '{modelId}' not found.");

    /// <summary>A metric names a logged model that is not there.</summary>
    public static TrackingException NotFoundForMetric(string modelId, string metricKey) =>
        new(ErrorCode.BadRequest,
            $"Logged model with ID '{modelId}' not found, so metric '{metricKey}' cannot belong to it.");

    public static TrackingException TagNotFound(string modelId, string key) =>
        new(ErrorCode.ResourceDoesNotExist, $"No tag with key '{key}' found for model with ID '{modelId}'.");

    public static TrackingException ParamChanged(string modelId, string key, string oldValue, string newValue) =>
        new(ErrorCode.BadRequest,
            $"Changing param values is not allowed. Param with key='{key}' was already logged with " +
            $"value='{oldValue}' for logged model ID='{modelId}'. Attempted logging new value '{newValue}'.");

    public static TrackingException AlreadyExists(string modelId) =>
        new(ErrorCode.ResourceAlreadyExists, $"Logged model with ID '{modelId}' already exists.");
}
