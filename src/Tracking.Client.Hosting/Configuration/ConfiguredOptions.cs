using Microsoft.Extensions.Configuration;

namespace Tracking.Client.Hosting.Configuration;

/// <summary>Reads options from a section of the configuration, without reflection.</summary>
internal static class ConfiguredOptions
{
    private static readonly Dictionary<string, OptionSetting> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TrackingUri"] = OptionSetting.Text((options, value) => options with { TrackingUri = value }),
        ["Username"] = OptionSetting.Text((options, value) => options with { Username = value }),
        ["Password"] = OptionSetting.Text((options, value) => options with { Password = value }),
        ["Token"] = OptionSetting.Text((options, value) => options with { Token = value }),
        ["InsecureTls"] = OptionSetting.Flag((options, value) => options with { InsecureTls = value }),
        ["ServerCertificatePath"] =
            OptionSetting.Text((options, value) => options with { ServerCertificatePath = value }),
        ["ClientCertificatePath"] =
            OptionSetting.Text((options, value) => options with { ClientCertificatePath = value }),
        ["RespectRetryAfter"] = OptionSetting.Flag((options, value) => options with { RespectRetryAfter = value }),
        ["RecordSurroundings"] = OptionSetting.Flag((options, value) => options with { RecordSurroundings = value }),
        ["ExperimentName"] = OptionSetting.Text((options, value) => options with { ExperimentName = value }),
        ["ExperimentId"] = OptionSetting.Text((options, value) => options with { ExperimentId = value }),
        ["RunId"] = OptionSetting.Text((options, value) => options with { RunId = value }),
        ["RequestTimeout"] = OptionSetting.Time((options, value) => options with { RequestTimeout = value }),
        ["MaxRetries"] = OptionSetting.Count((options, value) => options with { MaxRetries = value }),
        ["BackoffFactor"] = OptionSetting.Number((options, value) => options with { BackoffFactor = value }),
        ["BackoffJitter"] = OptionSetting.Number((options, value) => options with { BackoffJitter = value }),
        ["MetricDelay"] = OptionSetting.Time((options, value) => options with { MetricDelay = value }),
        ["HeartbeatInterval"] = OptionSetting.Time((options, value) => options with { HeartbeatInterval = value }),
        ["ParallelTransfers"] = OptionSetting.Count((options, value) => options with { ParallelTransfers = value }),
        ["UploadInPartsFromBytes"] =
            OptionSetting.Whole((options, value) => options with { UploadInPartsFromBytes = value }),
        ["CacheFolder"] = OptionSetting.Text((options, value) => options with { CacheFolder = value }),
        ["CacheMaxBytes"] = OptionSetting.Whole((options, value) => options with { CacheMaxBytes = value }),
        ["SystemMetrics:Enabled"] = OptionSetting.Flag((options, value) =>
            options with { SystemMetrics = options.SystemMetrics with { Enabled = value } }),
        ["SystemMetrics:SamplingInterval"] = OptionSetting.Time((options, value) =>
            options with { SystemMetrics = options.SystemMetrics with { SamplingInterval = value } }),
        ["SystemMetrics:SamplesBeforeLogging"] = OptionSetting.Count((options, value) =>
            options with { SystemMetrics = options.SystemMetrics with { SamplesBeforeLogging = value } }),
        ["SystemMetrics:NodeId"] = OptionSetting.Text((options, value) =>
            options with { SystemMetrics = options.SystemMetrics with { NodeId = value } }),
        ["Mode"] = OptionSetting.Mode((options, value) => options with { Mode = value }),
        ["Spool:Enabled"] = OptionSetting.Flag((options, value) =>
            options with { Spool = options.Spool with { Enabled = value } }),
        ["Spool:Folder"] = OptionSetting.Text((options, value) =>
            options with { Spool = options.Spool with { Folder = value } }),
        ["Spool:MaxBytes"] = OptionSetting.Whole((options, value) =>
            options with { Spool = options.Spool with { MaxBytes = value } }),
        ["Spool:Patience"] = OptionSetting.Time((options, value) =>
            options with { Spool = options.Spool with { Patience = value } }),
        ["EndRunsWithProcess"] = OptionSetting.Flag((options, value) => options with { EndRunsWithProcess = value }),
    };

    /// <summary>The names that may be set.</summary>
    internal static IEnumerable<string> Names => Settings.Keys;

    /// <summary>What the section sets wins over <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">Names or values are no good; the message tells all of them.</exception>
    internal static TrackingClientOptions Read(IConfigurationSection section, TrackingClientOptions options)
    {
        var problems = new List<string>();
        foreach (var child in ValuesBelow(section))
        {
            var name = child.Path[(section.Path.Length + 1)..];
            if (!Settings.TryGetValue(name, out var setting))
                problems.Add($"{child.Path} is unknown; expected one of {string.Join(", ", Settings.Keys.Order())}");
            else if (setting.TrySet(options, child.Value!) is { } set)
                options = set;
            else
                problems.Add($"{child.Path} is '{child.Value}'; expected {setting.Expected}");
        }

        return problems.Count == 0 ? options : throw new ArgumentException(string.Join("; ", problems));
    }

    private static IEnumerable<IConfigurationSection> ValuesBelow(IConfigurationSection section) =>
        section.GetChildren().SelectMany(child => child.Value is null ? ValuesBelow(child) : [child]);
}
