using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting;

/// <summary>Where a host listens.</summary>
internal static class ListenAddress
{
    /// <summary>Points Kestrel to a host and port.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: not an address.</exception>
    public static void Apply(KestrelServerOptions kestrel, string host, int port, Action<ListenOptions> configure)
    {
        switch (host)
        {
            case "localhost" when port != 0:
                kestrel.ListenLocalhost(port, configure);
                break;
            case "localhost":
                kestrel.Listen(IPAddress.Loopback, port, configure);
                break;
            case "*":
                kestrel.ListenAnyIP(port, configure);
                break;
            default:
                kestrel.Listen(Parse(host), port, configure);
                break;
        }
    }

    private static IPAddress Parse(string host) => IPAddress.TryParse(host, out var address)
        ? address
        : throw new ServingException(
            ServingError.HostUnusable, $"Host is '{host}', expected an IP address, 'localhost' or '*'.");
}
