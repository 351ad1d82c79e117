using System.Runtime.CompilerServices;

namespace Tracking.Telemetry;

/// <summary>
/// Sends spans and metrics of this process over OTLP, from a thread and a bounded queue of its own: what does not fit
/// is dropped, and nobody waits for the collector. Disposing sends what is left, for at most ten seconds.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private readonly OtlpProviders _providers;

    private TelemetryExport(OtlpProviders providers) => _providers = providers;

    /// <summary>Begins to send; null, and nothing of OpenTelemetry is loaded, where the variables do not ask.</summary>
    /// <param name="variables">OpenTelemetry's variables by name, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</param>
    /// <param name="sources">What is sent.</param>
    /// <param name="warn">
    /// Told in one line of a variable that makes no sense, and of a collector that stops taking what it is sent: once
    /// until it takes something again. Called from any thread.
    /// </param>
    public static TelemetryExport? Start(
        IReadOnlyDictionary<string, string> variables, TelemetrySources sources, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(warn);
        var asked = new OtlpVariables(variables);
        return asked.HasTraces || asked.HasMetrics ? Open(asked, sources, warn) : null;
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose() => _providers.Dispose();

    // A method of its own: OpenTelemetry is loaded with it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetryExport Open(OtlpVariables variables, TelemetrySources sources, Action<string> warn) =>
        new(new OtlpProviders(variables, sources, warn));
}
