namespace Tracking.Telemetry;

/// <summary>Who tells OpenTelemetry something, and under which name.</summary>
/// <param name="ServiceName">The service's name where the variables give none.</param>
/// <param name="ServiceVersion">Its version, told together with that name.</param>
/// <param name="Spans">Names of the activity sources whose spans are sent.</param>
/// <param name="Meters">Names of the meters whose figures are sent.</param>
public sealed record TelemetrySources(
    string ServiceName, string ServiceVersion, IReadOnlyList<string> Spans, IReadOnlyList<string> Meters);
