using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tracking.Benchmarks.Load;

/// <summary>What a measured process is given and what the system tells of it.</summary>
internal static class ProcessFacts
{
    /// <summary>A line of /proc/PID/status, such as VmRSS, in MiB; NaN where there is no such file.</summary>
    public static double MemoryMiB(int processId, string line)
    {
        var path = $"/proc/{processId}/status";
        if (!File.Exists(path))
        {
            return double.NaN;
        }

        var text = File.ReadLines(path).First(one => one.StartsWith(line + ":", StringComparison.Ordinal));
        var kilobytes = text[(line.Length + 1)..].Replace("kB", "", StringComparison.Ordinal);
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1_024;
    }

    /// <summary>A port of the loopback that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
