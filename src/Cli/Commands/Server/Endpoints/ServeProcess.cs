using System.Diagnostics;
using System.Text;
using Tracking.Server.ModelEndpoints;

namespace Tracking.Cli.Commands.Server.Endpoints;

/// <summary>A running <c>tracking serve</c>. Thread-safe; owns the process.</summary>
internal sealed class ServeProcess : IServeHost
{
    private const string Banner = "Serving on ";
    private const int LongestLine = 4_000;

    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<string> _log;
    private volatile string? _lastError;

    public ServeProcess(Process process, Action<string> log)
    {
        (_process, _log, ProcessId) = (process, log, process.Id);
        var reading = Task.WhenAll(
            DrainAsync(process.StandardOutput, OnOutput), DrainAsync(process.StandardError, OnError));
        Ended = EndAsync(reading);
    }

    /// <inheritdoc/>
    public Uri Address => _ready.Task.Result;

    /// <inheritdoc/>
    public int ProcessId { get; }

    /// <inheritdoc/>
    public Task<string> Ended { get; }

    /// <summary>Waits until its models are loaded.</summary>
    /// <exception cref="ServeHostException">It ended before; says what it said.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_ready.Task, Ended).WaitAsync(cancellationToken) == Ended)
        {
            throw new ServeHostException(await Ended);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The end of its input asks it to stop.
        _process.StandardInput.Dispose();
        if (await Task.WhenAny(Ended, Task.Delay(GracePeriod)) != Ended)
        {
            _process.Kill(entireProcessTree: true);
            await Ended;
        }

        _process.Dispose();
    }

    private async Task<string> EndAsync(Task reading)
    {
        await _process.WaitForExitAsync();

        // What it said last explains the end; a child of its own may hold the pipes longer.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(2)));
        return _lastError is { } line ? Explain(line) : $"exit code {_process.ExitCode}";
    }

    /// <summary>The tool says what is wrong in one line; anything else needs the code too.</summary>
    private string Explain(string line) => line.StartsWith("Error: ", StringComparison.Ordinal)
        ? line["Error: ".Length..]
        : $"exit code {_process.ExitCode}: {line}";

    private void OnOutput(string line)
    {
        _log(line);
        if (line.StartsWith(Banner, StringComparison.Ordinal)
            && Uri.TryCreate(line[Banner.Length..].Trim(), UriKind.Absolute, out var address))
        {
            _ready.TrySetResult(address);
        }
    }

    private void OnError(string line)
    {
        // Its access log comes here too, and explains no end.
        if (!line.StartsWith('{'))
        {
            _lastError = line;
        }

        _log(line);
    }

    /// <summary>Hands on lines of bounded length until the pipe ends.</summary>
    private static async Task DrainAsync(StreamReader from, Action<string> take)
    {
        var buffer = new char[1_024];
        var line = new StringBuilder();
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            foreach (var character in buffer.AsSpan(0, read))
            {
                if (character == '\n')
                {
                    End(line, take);
                }
                else if (line.Length < LongestLine && character != '\r')
                {
                    line.Append(character);
                }
            }
        }

        End(line, take);
    }

    private static void End(StringBuilder line, Action<string> take)
    {
        if (!string.IsNullOrWhiteSpace(line.ToString()))
        {
            take(line.ToString());
        }

        line.Clear();
    }
}
