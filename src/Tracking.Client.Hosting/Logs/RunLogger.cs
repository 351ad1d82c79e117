using Microsoft.Extensions.Logging;
using Tracking.Client.Runs;

namespace Tracking.Client.Hosting.Logs;

/// <summary>Hands records of one category to the log of the current run.</summary>
internal sealed class RunLogger(RunLoggerProvider provider, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && ActiveRun.Current is not null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (logLevel == LogLevel.None || ActiveRun.Current is not { } run)
            return;
        provider.Write(run, new RunLogRecord(logLevel, category, eventId, formatter(state, exception))
        {
            Exception = exception,
            Properties = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [],
        });
    }
}
