using System.Net;
using System.Net.Sockets;
using Tracking.Client.Spool;

namespace Tracking.Client.Tests;

internal static class Fixtures
{
    /// <summary>Options for tests: retries do not wait, and jitter is the same every time.</summary>
    public static TrackingClientOptions OptionsFor(Uri uri) => new()
    {
        TrackingUri = uri.ToString(),
        BackoffFactor = 0,
        BackoffJitter = 0,
        MetricDelay = TimeSpan.Zero,
        CacheFolder = Path.Join(Path.GetTempPath(), $"tracking-tests-{Environment.ProcessId}"),
        EndRunsWithProcess = false,
        RecordSurroundings = false,
        Spool = new SpoolOptions { DeliverLeftovers = false },
        Random = new Random(1),
    };

    public static TrackingClient ClientOf(FakeServer server) => new(OptionsFor(server.Uri));

    /// <summary>An address at which nothing listens.</summary>
    public static Uri NobodyThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
