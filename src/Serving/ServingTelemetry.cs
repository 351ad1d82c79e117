namespace Tracking.Serving;

/// <summary>What an application asks OpenTelemetry for that serves models itself.</summary>
public static class ServingTelemetry
{
    /// <summary>
    /// The activity source and the meter of model serving: <c>tracing.AddSource(ServingTelemetry.Name)</c>,
    /// <c>metrics.AddMeter(ServingTelemetry.Name)</c>.
    /// </summary>
    public const string Name = "Tracking.Serving";
}
