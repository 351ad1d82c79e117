namespace Tracking.Server.Operations.Telemetry;

/// <summary>What OpenTelemetry's standard variables ask for; only what is asked for is loaded.</summary>
internal sealed record OtlpVariables(IReadOnlyDictionary<string, string> Values)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public bool HasTraces => IsWanted("TRACES");

    public bool HasMetrics => IsWanted("METRICS");

    /// <summary>Whether the user named the service; otherwise we do.</summary>
    public bool NameService =>
        Find("OTEL_SERVICE_NAME") is null
        && Find("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) != true;

    /// <summary>Where a signal goes that has an address of its own, which is used as it stands.</summary>
    public Uri? OwnEndpointOf(string signal) =>
        Find($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : null;

    public string? Find(string name) => Values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private bool IsWanted(string signal)
    {
        var isDisabled = string.Equals(Find("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        var exporter = Find($"OTEL_{signal}_EXPORTER");
        var isOtlp = string.Equals(exporter, "otlp", StringComparison.OrdinalIgnoreCase);
        var hasEndpoint = Find(Endpoint) is not null || Find($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is not null;
        return !isDisabled && (isOtlp || (exporter is null && hasEndpoint));
    }
}
