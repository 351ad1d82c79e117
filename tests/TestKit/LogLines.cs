using Microsoft.Extensions.Logging;

namespace Tracking.TestKit;

/// <summary>What a host logs, as lines that begin with their level. Thread-safe.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    public LineSigns Lines { get; } = new();

    /// <summary>The lines of a level, such as Error.</summary>
    public string[] Of(LogLevel level) =>
        [.. Lines.Text.Split('\n').Where(line => line.StartsWith($"{level}: ", StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) => Lines.Add($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
