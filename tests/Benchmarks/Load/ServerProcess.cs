using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Tracking.Benchmarks.Data;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Load;

/// <summary>The tracking server as users run it: a process of its own over a given database.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int ProbeMs = 2;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly TempFolder _artifacts;

    private ServerProcess(Process process, TempFolder artifacts, Uri address)
    {
        _process = process;
        _artifacts = artifacts;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to the first good answer of /health.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts the server and waits until it is healthy.</summary>
    public static async Task<ServerProcess> StartAsync(StorePlace place, CancellationToken cancellationToken)
    {
        var port = ProcessFacts.FreePort();
        var artifacts = new TempFolder();
        var start = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll"),
                "server",
                "--port", port.ToString(CultureInfo.InvariantCulture),
                "--backend-store-uri", place.Uri,
                "--artifacts-destination", artifacts.Path,
            },
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, artifacts, new Uri($"http://127.0.0.1:{port}/"));
        await server.WaitForHealthAsync(start, cancellationToken);
        return server;
    }

    /// <summary>Requests enough for the just-in-time compiler to have done its best.</summary>
    public async Task WarmUpAsync(params byte[][] requests)
    {
        foreach (var request in requests)
        {
            await ClosedLoop.RunAsync(Address, [_ => request], WarmUpTime);
        }
    }

    /// <summary>A new run in experiment 0.</summary>
    public string CreateRun()
    {
        using var connection = new WireConnection(Address);
        var answer = connection.Fetch(WireRequest.Post("runs/create", """{"experiment_id":"0"}"""));
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    /// <summary>A line of /proc/PID/status, such as VmRSS, in MiB; NaN where there is no such file.</summary>
    public double MemoryMiB(string line) => ProcessFacts.MemoryMiB(_process.Id, line);

    public async ValueTask DisposeAsync()
    {
        // As Ctrl-C does it: the store is closed, so that its file can be copied and opened again.
        using (var stop = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _artifacts.Dispose();
    }

    private async Task WaitForHealthAsync(long start, CancellationToken cancellationToken)
    {
        var request = WireRequest.Get("health");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > StartMax)
            {
                throw new InvalidOperationException("The server did not start; its message stands above.");
            }

            try
            {
                using var connection = new WireConnection(Address);
                connection.Exchange(request);
                StartTime = Stopwatch.GetElapsedTime(start);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(ProbeMs, cancellationToken);
            }
        }
    }
}
