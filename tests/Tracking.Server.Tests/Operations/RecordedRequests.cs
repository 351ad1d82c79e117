using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

/// <summary>Keeps the lines of requests; a test waits for the next one.</summary>
internal sealed class RecordedRequests : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, object?>> _lines = new();
    private readonly SemaphoreSlim _added = new(0);

    public string LastText { get; private set; } = "";

    public async Task<IReadOnlyDictionary<string, object?>> NextAsync()
    {
        await _added.WaitAsync(Patience.Token());
        Assert.True(_lines.TryDequeue(out var line));
        return line;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "Answered" && state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            LastText = formatter(state, exception);
            _lines.Enqueue(values.ToDictionary(pair => pair.Key, pair => pair.Value));
            _added.Release();
        }
    }

    public void Dispose() => _added.Dispose();
}
