using System.CommandLine;
using Microsoft.Extensions.Logging;
using Tracking.Server;
using Tracking.Server.Operations.Logging;

namespace Tracking.Cli.Commands.Server;

/// <summary>What is written to standard error and how, and where telemetry goes.</summary>
internal sealed class LogSettings
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["critical"] = LogLevel.Critical,

        // Python's and .NET's other names of the same.
        ["trace"] = LogLevel.Trace,
        ["information"] = LogLevel.Information,
        ["warn"] = LogLevel.Warning,
        ["fatal"] = LogLevel.Critical,
        ["none"] = LogLevel.None,
    };

    private static readonly Dictionary<string, LogFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = LogFormat.Text,
        ["json"] = LogFormat.Json,
    };

    private readonly Option<string> _level = Choice(
        "--log-level",
        "MLFLOW_LOGGING_LEVEL",
        "warning",
        "debug, info (a line for each request), warning, error or critical.",
        Levels);

    private readonly Option<string> _format =
        Choice("--log-format", "TRACKING_LOG_FORMAT", "text", "text or json.", Formats);

    public IReadOnlyList<Option> Options => [_level, _format];

    public TrackingServerOptions Apply(TrackingServerOptions options, ParseResult parsed) => options with
    {
        LogLevel = Levels[parsed.GetValue(_level)!],
        LogFormat = Formats[parsed.GetValue(_format)!],
        OpenTelemetry = OpenTelemetryVariables.Read(),
    };

    private static Option<string> Choice<T>(
        string name, string variable, string fallback, string description, Dictionary<string, T> known)
    {
        var option = EnvironmentOption.Text(name, variable, fallback, description);
        option.Validators.Add(result =>
        {
            var value = result.GetValueOrDefault<string>();
            if (!known.ContainsKey(value))
            {
                result.AddError($"{(result.Implicit ? variable : name)} is '{value}', expected {description}");
            }
        });
        return option;
    }
}
