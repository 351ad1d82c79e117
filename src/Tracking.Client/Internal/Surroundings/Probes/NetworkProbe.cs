using System.Net.NetworkInformation;

namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>
/// Bytes that came and went over all interfaces since the probe was made: on Linux from <c>/proc/net/dev</c>.
/// </summary>
internal sealed class NetworkProbe : ISystemProbe
{
    private const double Megabyte = 1e6;

    // Received: bytes packets errs drop fifo frame compressed multicast; then the same for sent.
    private const int SentColumn = 8;

    private readonly ProcFile? _devices;
    private readonly (long Received, long Sent)? _first;

    private NetworkProbe(ProcFile? devices)
    {
        _devices = devices;
        _first = Read();
    }

    internal static NetworkProbe Find(string proc) => new(ProcFile.Open(Path.Join(proc, "net", "dev")));

    public ValueTask MeasureAsync(SystemSample sample, CancellationToken cancellationToken)
    {
        if (_first is { } first && Read() is { } now)
        {
            // An interface that went away takes its count with it.
            sample.Add("network_receive_megabytes", Math.Max(0, now.Received - first.Received) / Megabyte);
            sample.Add("network_transmit_megabytes", Math.Max(0, now.Sent - first.Sent) / Megabyte);
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => _devices?.Dispose();

    private (long Received, long Sent)? Read() => _devices is null ? OfRuntime() : Sum(_devices.Read());

    private static (long Received, long Sent)? OfRuntime()
    {
        try
        {
            var all = NetworkInterface.GetAllNetworkInterfaces().Select(each => each.GetIPStatistics()).ToList();
            return (all.Sum(each => each.BytesReceived), all.Sum(each => each.BytesSent));
        }
        catch (Exception unknown) when (unknown is NetworkInformationException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static (long Received, long Sent) Sum(ReadOnlySpan<byte> text)
    {
        long received = 0;
        long sent = 0;
        while (!text.IsEmpty)
        {
            var line = ProcText.TakeLine(ref text);
            var name = line.IndexOf((byte)':');
            if (name < 0)
                continue;
            line = line[(name + 1)..];
            for (var column = 0; ProcText.TryTakeNumber(ref line, out var count) && column <= SentColumn; column++)
            {
                received += column == 0 ? count : 0;
                sent += column == SentColumn ? count : 0;
            }
        }

        return (received, sent);
    }
}
