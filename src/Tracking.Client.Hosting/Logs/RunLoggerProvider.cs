using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tracking.Client.Runs;

namespace Tracking.Client.Hosting.Logs;

/// <summary>
/// Writes log records to the run that is current where they are logged, as artifacts. What is logged outside of a run
/// is not for it. Logging costs no more than an append in memory; uploads happen in the background and before the run
/// ends. Levels and categories are chosen as for any provider, under <c>Logging:Tracking:LogLevel</c>.
/// </summary>
[ProviderAlias("Tracking")]
public sealed class RunLoggerProvider : ILoggerProvider, ISupportExternalScope, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ActiveRun, RunLog> _logs = new();
    private readonly RunLogOptions _options;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;
    private IExternalScopeProvider? _scopes;

    /// <summary>A provider with options.</summary>
    /// <param name="options">How records become artifacts.</param>
    /// <param name="time">The clock of records and uploads; the system's by default.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public RunLoggerProvider(RunLogOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new RunLogOptions();
        _options.Check();
        _time = time ?? TimeProvider.System;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new PeriodicTimer(_options.Interval, _time);
            _loop = Task.Run(LoopAsync);
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new RunLogger(this, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <summary>Uploads what is left, and stops. Prefer <see cref="DisposeAsync"/>, which blocks no thread.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Uploads what is left, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
        await UploadAsync();
    }

    internal void Write(ActiveRun run, RunLogRecord record)
    {
        var log = _logs.TryGetValue(run, out var known) ? known : Open(run);
        log.Add(record.ToText(_options.Format, _time.GetUtcNow(), _scopes));
    }

    private RunLog Open(ActiveRun run)
    {
        var made = new RunLog(run, _options);
        var log = _logs.GetOrAdd(run, made);
        if (log == made)
            run.BeforeEnd(token => CloseAsync(run, log, token));
        return log;
    }

    private async Task CloseAsync(ActiveRun run, RunLog log, CancellationToken cancellationToken)
    {
        await log.UploadAsync(cancellationToken);
        _logs.TryRemove(run, out _);
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            await UploadAsync();
    }

    private async Task UploadAsync()
    {
        foreach (var log in _logs.Values)
            await log.UploadAsync(CancellationToken.None);
    }
}
