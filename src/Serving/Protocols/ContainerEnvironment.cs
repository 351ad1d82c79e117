namespace Tracking.Serving.Protocols;

/// <summary>What the platform that runs the container asks for, by its environment variables. Immutable.</summary>
/// <param name="TakesModels">
/// Whether callers may add and remove models: SAGEMAKER_MULTI_MODEL or TS_ENABLE_MODEL_API is true.
/// </param>
/// <param name="IsSageMaker">Whether SageMaker manages the models: SAGEMAKER_MULTI_MODEL is true.</param>
/// <param name="HealthRoute">Vertex AI's AIP_HEALTH_ROUTE, such as /health; null without one.</param>
/// <param name="PredictRoute">Vertex AI's AIP_PREDICT_ROUTE, such as /predict; null without one.</param>
internal sealed record ContainerEnvironment(
    bool TakesModels, bool IsSageMaker, string? HealthRoute, string? PredictRoute)
{
    /// <summary>That of this process.</summary>
    public static ContainerEnvironment Current => From(Environment.GetEnvironmentVariable);

    /// <summary>Reads variables by name.</summary>
    public static ContainerEnvironment From(Func<string, string?> variable)
    {
        var isSageMaker = IsTrue(variable("SAGEMAKER_MULTI_MODEL"));
        return new ContainerEnvironment(
            isSageMaker || IsTrue(variable("TS_ENABLE_MODEL_API")),
            isSageMaker,
            RouteOf(variable("AIP_HEALTH_ROUTE")),
            RouteOf(variable("AIP_PREDICT_ROUTE")));
    }

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private static string? RouteOf(string? text) => text is ['/', _, ..] ? text : null;
}
