using Tracking.Core.Errors;

namespace Tracking.Core.Registry;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class RegistryErrors
{
    public static TrackingException ModelNotFound(string name) =>
        new(ErrorCode.ResourceDoesNotExist, $"Registered Model with name={name} not found");

    public static TrackingException ModelAlreadyExists(string name) =>
        new(ErrorCode.ResourceAlreadyExists, $"Registered Model (name={name}) already exists.");

    public static TrackingException VersionNotFound(string name, int version) =>
        new(ErrorCode.ResourceDoesNotExist, $"Model Version (name={name}, version={version}) not found");

    /// <summary>MLflow answers 500 here.</summary>
    public static TrackingException CannotArchiveExisting(ModelStage stage) =>
        new(ErrorCode.InternalError,
            $"Model version transition cannot archive existing model versions because " +
            $"'{RegistryRules.StageName(stage)}' is not an Active stage. Valid stages are ['Staging', 'Production']");

    /// <summary>A move found its alias elsewhere; <see cref="RegistryRules.NoVersion"/> is nowhere.</summary>
    public static TrackingException AliasMoved(string name, string alias, int expected, int actual) =>
        new(ErrorCode.Aborted,
            $"Parameter 'expected_version' is '{expected}', but registered model '{name}' has " +
            (actual == RegistryRules.NoVersion
                ? $"no alias '{alias}'; expected '0' or no value to create it."
                : $"the alias '{alias}' at version {actual}; expected '{actual}' or no value to move it from there."));

    public static TrackingException AliasNotFound(string alias) =>
        new(ErrorCode.InvalidParameterValue, $"Registered model alias {alias} not found.");
}
