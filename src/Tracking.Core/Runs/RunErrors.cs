using Tracking.Core.Errors;

namespace Tracking.Core.Runs;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class RunErrors
{
    public static TrackingException NotFound(string runId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Run with id={runId} not found");

    public static TrackingException AlreadyExists(string runId) =>
        new(ErrorCode.ResourceAlreadyExists, $"Run with id={runId} already exists");

    public static TrackingException NotActive(string runId) =>
        new(ErrorCode.InvalidParameterValue,
            $"The run {runId} must be in the 'active' state. Current state is deleted.");

    public static TrackingException TagNotFound(string runId, string key) =>
        new(ErrorCode.ResourceDoesNotExist, $"No tag with name: {key} in run with id {runId}");

    public static TrackingException ParamChanged(string runId, string key, string oldValue, string newValue) =>
        new(ErrorCode.InvalidParameterValue,
            $"Changing param values is not allowed. Param with key='{key}' was already logged with " +
            $"value='{oldValue}' for run ID='{runId}'. Attempted logging new value '{newValue}'.");

    public static TrackingException ParamsChanged(
        string runId, IEnumerable<(string Key, string OldValue, string NewValue)> conflicts) =>
        new(ErrorCode.InvalidParameterValue,
            "Changing param values is not allowed. Params were already logged='[" +
            string.Join(", ", conflicts.Select(c =>
                $"{{'key': '{c.Key}', 'old_value': '{c.OldValue}', 'new_value': '{c.NewValue}'}}")) +
            $"]' for run ID='{runId}'.");
}
