namespace Tracking.Server.Access;

/// <summary>Pages of which other sites may call this server from a browser.</summary>
internal sealed class OriginRule(IReadOnlyList<string> allowed, HostRule hosts)
{
    private readonly NamePatterns _patterns = new(allowed);

    public bool AllowsEverything => _patterns.IsEverything;

    /// <summary>Whether pages of that origin may change things here and read the answers.</summary>
    /// <param name="origin">The Origin header, such as <c>http://localhost:3000</c>.</param>
    /// <param name="host">The Host header of the same request.</param>
    public bool Allows(string origin, string host) =>
        IsLocalhost(origin) || _patterns.Contain(origin) || IsOwn(origin, host);

    private static bool IsLocalhost(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>
    /// This server's own pages, also behind a proxy that ends TLS. Where every Host is served, the host proves nothing.
    /// </summary>
    private bool IsOwn(string origin, string host)
    {
        var authority = origin.IndexOf("://", StringComparison.Ordinal);
        return authority > 0
            && !hosts.AllowsEverything
            && host.Length > 0
            && origin.AsSpan(authority + 3).Equals(host, StringComparison.OrdinalIgnoreCase);
    }
}
