using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Repository;

namespace Tracking.Serving;

/// <summary>
/// What a configuration file in YAML says of a serve host. A host that it was applied to follows what the file says of
/// models while it runs. Immutable.
/// </summary>
public sealed class ServingConfig
{
    private readonly IReadOnlyList<Action<ServingOptions>> _settings;

    internal ServingConfig(
        string path, string text, IReadOnlyList<Action<ServingOptions>> settings, RestartSettings restart) =>
        (Path, Text, _settings, Restart) = (path, text, settings, restart);

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The tracking server that knows the models' URIs; null where the file names none.</summary>
    public string? TrackingUri { get; internal init; }

    /// <summary>OpenTelemetry's variables that the file states, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public IReadOnlyDictionary<string, string> OpenTelemetry { get; internal init; } =
        new Dictionary<string, string>();

    internal IReadOnlyList<ServedModelConfig> Models { get; init; } = [];

    internal IReadOnlyList<ModelSetConfig> Sets { get; init; } = [];

    /// <summary>What may stay loaded.</summary>
    internal ResidencyLimits Residency { get; init; } = new();

    /// <summary>The file with API keys, by its whole path; null for none.</summary>
    internal string? KeysFile { get; init; }

    /// <summary>What it changes of how requests are joined; null for nothing.</summary>
    internal Func<BatchingOptions, BatchingOptions>? Batching { get; init; }

    /// <summary>What was read.</summary>
    internal string Text { get; }

    /// <summary>What it says that only a start takes over.</summary>
    internal RestartSettings Restart { get; }

    /// <summary>Reads a file and checks all of it.</summary>
    /// <param name="path">A YAML file of at most 1 MB; relative paths in it begin at its folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ServingException">
    /// <see cref="ServingError.HostUnusable"/>: one line with file, line, key, value and what was expected, of
    /// everything that is wrong.
    /// </exception>
    public static async Task<ServingConfig> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ConfigText.Parse(await ConfigText.ReadAsync(path, cancellationToken), path);
    }

    /// <summary>
    /// Puts what the file states into options, over what they have; what is changed in them afterwards wins. The file's
    /// models are served after those of the options, and change when the file does.
    /// </summary>
    /// <param name="options">Of a host that is not started yet.</param>
    /// <exception cref="ServingException">The file with API keys cannot be read.</exception>
    public void ApplyTo(ServingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.BatchingBeforeConfig = options.Batching;
        foreach (var setting in _settings)
        {
            setting(options);
        }

        options.BatchingOfConfig = options.Batching;
        options.Config = this;
    }
}
