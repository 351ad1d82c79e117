using System.Net;
using Tracking.Core.Errors;
using Tracking.Core.Webhooks;

namespace Tracking.Server.Webhooks;

/// <summary>
/// Where webhooks may lead: a client must not make the server reach what only the server can reach. Names are looked at
/// when a connection is made, and the connection goes to the very addresses that were looked at.
/// </summary>
internal sealed class WebhookDestinations(WebhookOptions options)
{
    private readonly HashSet<string> _names = new(options.AllowedHosts, StringComparer.OrdinalIgnoreCase);

    private readonly IPNetwork[] _networks =
    [
        .. options.AllowedHosts
            .Select(host => IPNetwork.TryParse(host, out var network) ? network : (IPNetwork?)null)
            .OfType<IPNetwork>(),
    ];

    /// <summary>Checks what the text alone tells.</summary>
    /// <exception cref="TrackingException">The URL is none, or leads where it must not.</exception>
    public void Validate(string url)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            throw ParameterErrors.Invalid($"Webhook URL cannot be empty or just whitespace: '{url}'");
        }

        if (url.Length > WebhookRules.MaxUrlLength)
        {
            throw ParameterErrors.TooLong("url", WebhookRules.MaxUrlLength);
        }

        var scheme = SchemeOf(url);
        if (!options.AllowedSchemes.Contains(scheme))
        {
            throw ParameterErrors.Invalid(
                $"Invalid webhook URL scheme: '{scheme}'. Allowed schemes are: " +
                $"{string.Join(", ", options.AllowedSchemes)}.");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw ParameterErrors.Invalid($"Webhook URL must include a hostname: '{url}'");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw ParameterErrors.Invalid("Webhook URL must not hold a user name or a password; use a secret.");
        }

        var literal = AddressIn(uri);
        if (literal is not null && !Allows(uri.IdnHost, literal))
        {
            throw ParameterErrors.Invalid(
                $"Webhook URL must not resolve to a non-public IP address. '{uri.IdnHost}' resolves to {literal}.");
        }
    }

    /// <summary>The addresses of a host, which may all be connected to.</summary>
    /// <exception cref="WebhookRefusedException">One of them leads where it must not.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            if (!Allows(host, address))
            {
                throw new WebhookRefusedException(
                    $"'{host}' leads to {address}, which is not on the public internet. If it is meant to be " +
                    "reached, allow it with --webhook-allowed-hosts.");
            }
        }

        return addresses;
    }

    private bool Allows(string host, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddresses.Contains(plain)
            || _names.Contains("*")
            || _names.Contains(host)
            || _names.Contains(plain.ToString())
            || Array.Exists(_networks, network => network.Contains(plain));
    }

    private static IPAddress? AddressIn(Uri uri)
    {
        if (IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var literal))
        {
            return literal;
        }

        var isLoopback = uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || uri.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        return isLoopback ? IPAddress.Loopback : null;
    }

    private static string SchemeOf(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Uri.CheckSchemeName(url[..colon]) ? url[..colon].ToLowerInvariant() : "";
    }
}

/// <summary>A webhook leads where the server must not go.</summary>
internal sealed class WebhookRefusedException(string message) : IOException(message);
