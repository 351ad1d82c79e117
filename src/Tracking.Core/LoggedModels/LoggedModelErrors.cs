using Tracking.Core.Errors;

namespace Tracking.Core.LoggedModels;

/// <summary>The exact messages that MLflow's clients see.</summary>
public static class LoggedModelErrors
{
    public static TrackingException NotFound(string modelId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Logged model with ID '{modelId}' not found.");
}
