using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>
/// What the file says of the host as a whole: but for what may stay loaded, how requests are joined, and which file has
/// the API keys, it holds from start to stop.
/// </summary>
/// <param name="files">Completes paths.</param>
/// <param name="settings">What was read, to be put into options.</param>
internal sealed class HostSections(Func<string, string> files, List<Action<ServingOptions>> settings)
{
    /// <summary>The keys of what is followed while the host runs.</summary>
    public const string MemoryBudgetKey = "lifecycle.memory_budget_mb";
    public const string IdleKey = "lifecycle.unload_after_idle_seconds";

    public const string KeysFileKey = "access.keys_file";

    private const int PortMax = 65_535;
    private const double Day = 86_400;
    private const double Hour = 3_600;

    /// <summary>What may stay loaded, which is followed while the host runs.</summary>
    public ResidencyLimits Residency { get; private set; } = new();

    /// <summary>What it changes of how requests are joined, which is followed too; null for nothing.</summary>
    public Func<BatchingOptions, BatchingOptions>? Batching { get; private set; }

    /// <summary>The file with API keys, which is followed too; null for none.</summary>
    public string? KeysFile { get; private set; }

    /// <summary>OpenTelemetry's variables by name.</summary>
    public IReadOnlyDictionary<string, string> OpenTelemetry { get; private set; } =
        new Dictionary<string, string>();

    public void Read(ConfigSection root)
    {
        root.Within("listen", ReadListen);
        root.Within("tls", ReadTls);
        root.Within("access", ReadAccess);
        root.Within("limits", ReadLimits);
        root.Within("lifecycle", ReadLifecycle);
        root.Within("stop", ReadStop);
        ReadOpenTelemetry(root);
        Set(root.Choice<AccessLogFormat>("access_log"), (options, format) => options.AccessLog = format);
        Batching = BatchingSection.Read(root, "batching");
        if (Batching is { } batching)
        {
            settings.Add(options => options.Batching = batching(options.Batching));
        }
    }

    private void ReadListen(ConfigSection section)
    {
        Set(section.Text("host"), (options, host) => options.Host = host);
        Set(section.Count("port", 0, PortMax), (options, port) => options.Port = port);
        Set(section.Count("grpc_port", 0, PortMax), (options, port) => options.GrpcPort = port);
    }

    private void ReadTls(ConfigSection section)
    {
        var key = section.Text("key_file") is { } file ? files(file) : null;
        if (section.Text("certificate_file") is { } certificate)
        {
            settings.Add(options => options.Tls = new ServingTls(files(certificate), key));
        }
        else
        {
            section.Fault("has no certificate_file, expected the path of a certificate in PEM");
        }
    }

    private void ReadAccess(ConfigSection section)
    {
        KeysFile = section.Text("keys_file") is { } named ? files(named) : null;
        Set(KeysFile, (options, file) => options.Access = options.Access.WithKeysOf(file));
        var groups = new Dictionary<EndpointGroup, ServingRole>();
        section.Within("restrict", restrict =>
        {
            foreach (var group in Enum.GetValues<EndpointGroup>())
            {
                if (restrict.Choice<ServingRole>($"{group}".ToLowerInvariant()) is { } role)
                {
                    groups[group] = role;
                }
            }
        });
        settings.Add(options => options.Access = options.Access with { Groups = groups });
    }

    private void ReadLimits(ConfigSection section)
    {
        Set(section.Seconds("timeout_seconds", 0.001, Day), (options, time) => options.RequestTimeout = time);
        Set(section.Whole("body_bytes", 1, 2_000_000_000), (options, bytes) => options.MaxBodyBytes = bytes);
        Set(section.Count("parked_requests", 1, 1_000_000), (options, count) => options.MaxParkedRequests = count);
        Limit(section.Count("requests", 1, 100_000), (all, one) => all with { ConcurrentRequests = one });
        Limit(section.Count("queued_requests", 0, 1_000_000), (all, one) => all with { QueuedRequests = one });
        Limit(
            section.Count("requests_per_model", 0, 100_000),
            (all, one) => all with { ConcurrentRequestsPerModel = one });
        Limit(section.Count("batch_rows", 1, int.MaxValue), (all, one) => all with { BatchRows = one });
        Limit(section.Whole("tensor_elements", 1, long.MaxValue), (all, one) => all with { TensorElements = one });
        Limit(section.Count("connections", 1, 1_000_000), (all, one) => all with { Connections = one });
        Limit(section.Seconds("headers_timeout_seconds", 1, Day), (all, one) => all with { HeadersTimeout = one });
        Limit(section.Seconds("idle_timeout_seconds", 1, Day), (all, one) => all with { IdleTimeout = one });
        Limit(section.Count("min_data_rate", 0, int.MaxValue), (all, one) => all with { MinDataRate = one });
    }

    private void ReadLifecycle(ConfigSection section)
    {
        Set(section.Seconds("poll_seconds", 0, Day), (options, time) =>
            options.PollInterval = time == TimeSpan.Zero ? null : time);
        Residency = new ResidencyLimits(
            section.Whole("memory_budget_mb", 1, 1_000_000_000) * 1024 * 1024,
            section.Seconds("unload_after_idle_seconds", 1, 365 * Day));
        Set(Residency.MemoryBudgetBytes, (options, bytes) => options.MemoryBudgetBytes = bytes);
        Set(Residency.UnloadAfterIdle, (options, time) => options.UnloadAfterIdle = time);
    }

    private void ReadOpenTelemetry(ConfigSection root)
    {
        const string Key = "opentelemetry";
        OpenTelemetry = root.Map(Key) ?? OpenTelemetry;
        if (OpenTelemetry.Keys.FirstOrDefault(name => !name.StartsWith("OTEL_", StringComparison.Ordinal)) is { } name)
        {
            root.Fault($"has {Key}.{name}, expected variables of OpenTelemetry, which begin with OTEL_");
        }
    }

    private void ReadStop(ConfigSection section)
    {
        Set(section.Seconds("drain_delay_seconds", 0, Hour), (options, time) => options.DrainDelay = time);
        Set(section.Seconds("drain_timeout_seconds", 0, Hour), (options, time) => options.DrainTimeout = time);
    }

    private void Limit<T>(T? value, Func<ServingLimits, T, ServingLimits> change)
        where T : struct => Set(value, (options, one) => options.Limits = change(options.Limits, one));

    private void Set<T>(T? value, Action<ServingOptions, T> set)
        where T : struct
    {
        if (value is { } stated)
        {
            settings.Add(options => set(options, stated));
        }
    }

    private void Set(string? value, Action<ServingOptions, string> set)
    {
        if (value is not null)
        {
            settings.Add(options => set(options, value));
        }
    }
}
