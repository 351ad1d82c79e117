using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tracking.Server;
using Xunit;

namespace Tracking.TestKit;

/// <summary>
/// A real server on a free port over a store and artifacts in a temporary folder. Disposing stops it and fails the
/// test if the server logged an error that the test did not expect.
/// </summary>
public sealed class RunningTrackingServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly TrackingServer _server;
    private readonly ErrorLog _log;

    private RunningTrackingServer(TempFolder folder, TrackingServer server, ErrorLog log)
    {
        _folder = folder;
        _server = server;
        _log = log;
        Client = new HttpClient { BaseAddress = server.Address };
    }

    /// <summary>Such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address => _server.Address;

    /// <summary>A client with the server's address as its base.</summary>
    public HttpClient Client { get; }

    /// <summary>The folder that holds <c>store.db</c> and <c>artifacts</c>.</summary>
    public string Folder => _folder.Path;

    /// <summary>Waits until the server logs a warning or an error with that part.</summary>
    public Task LoggedAsync(string part) => _log.Lines.SeenAsync(part);

    /// <summary>What the server logged as errors so far. A test that reads them has seen them.</summary>
    public IReadOnlyList<string> TakeErrors() => _log.Take();

    /// <summary>Starts a server; <paramref name="change"/> adjusts what differs from the defaults.</summary>
    public static async Task<RunningTrackingServer> StartAsync(
        Func<TrackingServerOptions, TrackingServerOptions>? change = null)
    {
        var folder = new TempFolder();
        var log = new ErrorLog();
        try
        {
            var options = OptionsIn(folder) with { ConfigureLogging = logging => logging.AddProvider(log) };
            var server = await TrackingServer.StartAsync(change?.Invoke(options) ?? options, CancellationToken.None);
            return new RunningTrackingServer(folder, server, log);
        }
        catch (Exception error)
        {
            folder.Dispose();
            var unexpected = log.Take();
            Assert.True(
                unexpected.Count == 0, $"Errors beside {error}: {string.Join(Environment.NewLine, unexpected)}");
            throw;
        }
    }

    /// <summary>A free port, the store and the artifacts in the folder.</summary>
    public static TrackingServerOptions OptionsIn(TempFolder folder) => new()
    {
        Port = 0,
        BackendStoreUri = Path.Join(folder.Path, "store.db"),
        ArtifactsDestination = Path.Join(folder.Path, "artifacts"),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
        var unexpected = _log.Take();
        Assert.True(unexpected.Count == 0, "The server logged errors: " + string.Join(Environment.NewLine, unexpected));
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _errors = new();

        /// <summary>Warnings as well.</summary>
        public LineSigns Lines { get; } = new();

        public List<string> Take()
        {
            var taken = new List<string>();
            while (_errors.TryDequeue(out var error))
            {
                taken.Add(error);
            }

            return taken;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            Lines.Add(formatter(state, exception));
            if (logLevel >= LogLevel.Error)
            {
                _errors.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
