using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Serving;

/// <summary>A scoring server in a process of its own on a free port: ours as users start it, or a peer.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(1);

    private readonly Process _process;

    private PeerProcess(Process process, Uri address, TimeSpan startTime)
    {
        _process = process;
        Address = address;
        StartTime = startTime;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer to the request.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Starts it and waits for its first good answer.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="arguments">Makes the arguments from the port.</param>
    /// <param name="first">The request to be answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PeerProcess> StartAsync(
        string program, Func<string, string[]> arguments, byte[] first, CancellationToken cancellationToken)
    {
        var port = ProcessFacts.FreePort();
        var start = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(
            program, arguments(port.ToString(CultureInfo.InvariantCulture))) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var address = new Uri($"http://127.0.0.1:{port}/");
        while (!await AnswersAsync(address, first))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(start) > StartMax)
            {
                throw new InvalidOperationException($"{program} did not start; its message stands above.");
            }

            await Task.Delay(Probe, cancellationToken);
        }

        return new PeerProcess(process, address, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>A line of /proc/PID/status, such as VmRSS, in MiB; NaN where there is no such file.</summary>
    public double MemoryMiB(string line) => ProcessFacts.MemoryMiB(_process.Id, line);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(Uri address, byte[] request)
    {
        try
        {
            return await KeepAliveLoad.MeasureAsync(address, request, 1, TimeSpan.Zero) >= 0;
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            return false;
        }
    }
}
