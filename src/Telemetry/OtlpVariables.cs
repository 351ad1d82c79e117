namespace Tracking.Telemetry;

/// <summary>What OpenTelemetry's standard variables ask for; only what is asked for is loaded.</summary>
internal sealed record OtlpVariables(IReadOnlyDictionary<string, string> Values)
{
    public const string JsonProtocol = "http/json";

    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    private static readonly string[] Protocols = ["grpc", "http/protobuf", JsonProtocol];

    public bool HasTraces => IsWanted("TRACES");

    public bool HasMetrics => IsWanted("METRICS");

    /// <summary>Whether the user named the service; otherwise we do.</summary>
    public bool NameService =>
        Find("OTEL_SERVICE_NAME") is null
        && Find("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) != true;

    /// <summary>One line for each value that makes no sense; it is then passed over.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, value) in Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || value.Length == 0)
            {
                continue;
            }

            if (name.EndsWith("PROTOCOL", StringComparison.Ordinal) && !Protocols.Contains(value))
            {
                yield return $"{name} is '{value}', expected {string.Join(", ", Protocols)}.";
            }
            else if (name.EndsWith("ENDPOINT", StringComparison.Ordinal) && AddressIn(name) is null)
            {
                yield return $"{name} is not a URL such as http://collector:4318.";
            }
        }
    }

    /// <summary>Where a signal goes that has an address of its own, which is used as it stands.</summary>
    public Uri? OwnEndpointOf(string signal) => AddressIn($"{Prefix}{signal}_ENDPOINT");

    /// <summary>The signal's protocol; null for OpenTelemetry's default.</summary>
    public string? ProtocolOf(string signal) =>
        Of(signal, "PROTOCOL") is { } protocol && Protocols.Contains(protocol) ? protocol : null;

    /// <summary>Headers sent along, as <c>name=value</c> separated by commas; null without.</summary>
    public string? HeadersOf(string signal) => Of(signal, "HEADERS");

    public string? Find(string name) => Values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private string? Of(string signal, string setting) =>
        Find($"{Prefix}{signal}_{setting}") ?? Find(Prefix + setting);

    private Uri? AddressIn(string name) =>
        Find(name) is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
            ? uri
            : null;

    private bool IsWanted(string signal)
    {
        var isDisabled = string.Equals(Find("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        var exporter = Find($"OTEL_{signal}_EXPORTER");
        var isOtlp = string.Equals(exporter, "otlp", StringComparison.OrdinalIgnoreCase);
        var hasEndpoint = AddressIn(Prefix + "ENDPOINT") is not null || OwnEndpointOf(signal) is not null;
        return !isDisabled && (isOtlp || (exporter is null && hasEndpoint));
    }
}
