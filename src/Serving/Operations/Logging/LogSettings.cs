using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.Logging;

/// <summary>What of the host's log is written and how, changeable while it runs. Thread-safe.</summary>
internal sealed class LogSettings
    : IOptionsChangeTokenSource<ConsoleLoggerOptions>, IPostConfigureOptions<ConsoleLoggerOptions>
{
    private const string Own = "Tracking.";
    private const string Json = "json";
    private const int EverythingLevel = 3;

    private readonly Lock _updates = new();
    private volatile LogState _now = new();
    private ConfigurationReloadToken _change = new();

    /// <summary>The settings as they are now.</summary>
    public LogState Now => _now;

    string? IOptionsChangeTokenSource<ConsoleLoggerOptions>.Name => Options.DefaultName;

    /// <summary>Whether a line is written. Below warnings the host's own come first, others by verbosity.</summary>
    public bool Allows(string? category, LogLevel level)
    {
        var now = _now;
        return level switch
        {
            LogLevel.Trace => now.Verbosity >= EverythingLevel,
            LogLevel.Debug => now.Verbosity >= 2 || (now.Verbosity == 1 && IsOwn(category)),
            LogLevel.Information => now.Info && (now.Verbosity >= 1 || IsOwn(category)),
            LogLevel.Warning => now.Warning,
            _ => now.Error,
        };
    }

    /// <summary>Changes what is named, all of it or nothing.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.MalformedRequest"/>: names the setting.</exception>
    public LogState Update(IReadOnlyList<SettingChange> changes)
    {
        lock (_updates)
        {
            _now = changes.Aggregate(_now, Apply);
            Interlocked.Exchange(ref _change, new ConfigurationReloadToken()).OnReload();
            return _now;
        }
    }

    public IChangeToken GetChangeToken() => Volatile.Read(ref _change);

    public void PostConfigure(string? name, ConsoleLoggerOptions options) =>
        options.FormatterName = _now.Format == Json ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;

    private static bool IsOwn(string? category) => category?.StartsWith(Own, StringComparison.Ordinal) == true;

    private static LogState Apply(LogState state, SettingChange change) => change.Name switch
    {
        "log_info" => state with { Info = Flag(change) },
        "log_warning" => state with { Warning = Flag(change) },
        "log_error" => state with { Error = Flag(change) },
        "log_verbose_level" => state with { Verbosity = Level(change) },
        "log_format" => state with { Format = Format(change) },
        "log_file" => change.Value.Length == 0 ? state : throw ServingException.Malformed(
            "'log_file' cannot be set: the log goes to standard error."),
        _ => throw ServingException.Malformed(
            $"'{change.Name}' is no log setting, expected log_info, log_warning, log_error, log_verbose_level or "
            + "log_format."),
    };

    private static bool Flag(SettingChange change) => change.Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw change.Misfit("true or false"),
    };

    private static int Level(SettingChange change) =>
        int.TryParse(change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            ? level
            : throw change.Misfit("a whole number of 0 or more");

    // The times of both text formats are ISO 8601's.
    private static string Format(SettingChange change) => change.Value is "default" or "ISO8601" or Json
        ? change.Value
        : throw change.Misfit("default, ISO8601 or json");
}

/// <summary>What of the log is written. Immutable.</summary>
internal sealed record LogState
{
    public bool Info { get; init; }

    public bool Warning { get; init; } = true;

    public bool Error { get; init; } = true;

    /// <summary>1 adds the host's own details, 2 those of the web server, 3 everything.</summary>
    public int Verbosity { get; init; }

    public string Format { get; init; } = "default";
}
