using System.Net;
using System.Net.Sockets;

namespace Tracking.Server.Access;

/// <summary>
/// Which Host headers are served. A page that lets its own name resolve to this server's address (DNS rebinding) sends
/// that name, and is refused.
/// </summary>
internal sealed class HostRule(IReadOnlyList<string>? allowed)
{
    private readonly NamePatterns? _patterns = allowed is { Count: > 0 } ? new NamePatterns(allowed) : null;

    // Most requests name the host of the one before.
    private string _lastAllowed = "";

    /// <summary>Whether a name that an attacker chose could pass.</summary>
    public bool AllowsEverything => _patterns is { IsEverything: true };

    public bool Allows(string host)
    {
        if (AllowsEverything || (host.Length > 0 && string.Equals(host, _lastAllowed, StringComparison.Ordinal)))
        {
            return true;
        }

        if (host.Length == 0 || !(_patterns?.Contain(host) ?? IsLocal(host)))
        {
            return false;
        }

        _lastAllowed = host;
        return true;
    }

    /// <summary>
    /// localhost or the literal address of this machine or of a private network, with any port. A name that only begins
    /// like one, such as 10.example.org, is neither.
    /// </summary>
    private static bool IsLocal(string host)
    {
        var name = NameOf(host);
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // "10" and "010.1" are addresses to the parser, but not to a browser or a resolver.
        return IPAddress.TryParse(name, out var address) && address.AddressFamily switch
        {
            AddressFamily.InterNetwork => name == address.ToString() && IsPrivate(address.GetAddressBytes()),
            AddressFamily.InterNetworkV6 => host[0] == '['
                && (address.Equals(IPAddress.IPv6Loopback) || address.IsIPv6UniqueLocal),
            _ => false,
        };
    }

    private static string NameOf(string host)
    {
        if (host[0] == '[')
        {
            var close = host.IndexOf(']', StringComparison.Ordinal);
            return close < 0 ? host : host[1..close];
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? host : host[..colon];
    }

    private static bool IsPrivate(byte[] address) => address switch
    {
        [127, ..] or [10, ..] or [192, 168, ..] or [0, 0, 0, 0] => true,
        [172, >= 16 and <= 31, ..] => true,
        _ => false,
    };
}
