using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Tracking.Server.Hosting;

/// <summary>Turns host and port into a socket address, and what goes wrong with it into one line.</summary>
internal static class ListenAddress
{
    /// <exception cref="ServerStartException">The host name is unknown.</exception>
    public static async Task<IPEndPoint> ResolveAsync(
        TrackingServerOptions options, CancellationToken cancellationToken)
    {
        var host = options.Host.Trim('[', ']');
        if (IPAddress.TryParse(host, out var address))
        {
            return new IPEndPoint(address, options.Port);
        }

        if (host == "localhost")
        {
            return new IPEndPoint(IPAddress.Loopback, options.Port);
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
            return new IPEndPoint(addresses[0], options.Port);
        }
        catch (SocketException error)
        {
            throw new ServerStartException(
                $"The host '{options.Host}' is not known here. Use 127.0.0.1 for this machine only, or 0.0.0.0 " +
                "for all " +
                "its addresses, with --host.",
                error);
        }
    }

    /// <exception cref="ServerStartException">The port is taken, forbidden or not on this machine.</exception>
    public static async Task ListenAsync(
        WebApplication app, TrackingServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new ServerStartException(Explain(error, options), error);
        }
    }

    public static Uri PublicAddress(WebApplication app, TrackingServerOptions options)
    {
        var bound = new Uri(app.Urls.First());
        var isAny = IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        var host = isAny ? "127.0.0.1" : bound.Host;
        return new UriBuilder(Uri.UriSchemeHttp, host, bound.Port, options.StaticPrefix + "/").Uri;
    }

    private static string Explain(Exception error, TrackingServerOptions options)
    {
        var socket = CodeOf(error);
        return socket switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {options.Port} on {options.Host} is taken. Stop the process that has it, or choose another " +
                "with --port (0 takes any free one).",
            SocketError.AccessDenied =>
                $"This user may not listen on port {options.Port}. Choose one above 1023 with --port.",
            SocketError.AddressNotAvailable =>
                $"{options.Host} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0 with --host.",
            _ => $"The server cannot listen on {options.Host}:{options.Port}: {error.Message}",
        };
    }

    private static SocketError? CodeOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException socket:
                    return socket.SocketErrorCode;
                case Microsoft.AspNetCore.Connections.AddressInUseException:
                    return SocketError.AddressAlreadyInUse;
            }
        }

        return null;
    }
}
