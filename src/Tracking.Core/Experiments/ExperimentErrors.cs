using Tracking.Core.Errors;

namespace Tracking.Core.Experiments;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class ExperimentErrors
{
    public static TrackingException NotFound(string experimentId) =>
        new(ErrorCode.ResourceDoesNotExist, $"No Experiment with id={experimentId} exists");

    public static TrackingException NotFound(long experimentId) =>
        NotFound(experimentId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static TrackingException NameNotFound(string name) =>
        new(ErrorCode.ResourceDoesNotExist, $"Could not find experiment with name '{name}'");

    public static TrackingException AlreadyExists(string name) =>
        new(ErrorCode.ResourceAlreadyExists, $"Experiment(name={name}) already exists.");

    /// <summary>The code is that of MLflow's database, which finds the second tag in place of the first.</summary>
    public static TrackingException TagGivenTwice(string key) =>
        new(ErrorCode.ResourceAlreadyExists, $"The tag '{key}' is given more than once in 'tags'.");

    /// <summary>Unlike for a new experiment, the code of a taken name is that of a refused statement.</summary>
    public static TrackingException NewNameTaken(string name) =>
        new(ErrorCode.BadRequest, $"Experiment(name={name}) already exists.");

    public static TrackingException NotActive(long experimentId) =>
        new(ErrorCode.InvalidParameterValue,
            $"The experiment {experimentId} must be in the 'active' state. Current state is deleted.");

    public static TrackingException CannotRename() =>
        new(ErrorCode.InvalidState, "Cannot rename a non-active experiment.");

    public static TrackingException TagNotFound(long experimentId, string key) =>
        new(ErrorCode.ResourceDoesNotExist, $"No tag with name: {key} in experiment with id {experimentId}");
}
