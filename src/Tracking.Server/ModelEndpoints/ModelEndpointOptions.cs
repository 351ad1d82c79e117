using System.Net;

namespace Tracking.Server.ModelEndpoints;

/// <summary>Whether and how the server runs serve hosts on its machine.</summary>
public sealed record ModelEndpointOptions
{
    /// <summary>Starts the processes; without one, which is the default, there are no endpoints.</summary>
    public IServeHostLauncher? Launcher { get; init; }

    /// <summary>When endpoints may be started; default only where nobody but this machine reaches the server.</summary>
    public ModelEndpointUse Use { get; init; } = ModelEndpointUse.OnLoopback;

    /// <summary>Endpoints at the same time, stopped ones among them, 1 to 100; default 8.</summary>
    public int MaxEndpoints { get; init; } = 8;

    internal IEnumerable<string> Problems()
    {
        if (MaxEndpoints is < 1 or > 100)
        {
            yield return $"endpoints {MaxEndpoints} are not in 1..100";
        }
    }

    /// <summary>Why this server starts no endpoints and what to do; null where it does.</summary>
    internal static string? ReasonAgainst(TrackingServerOptions server)
    {
        var options = server.ModelEndpoints;
        var reason = options switch
        {
            { Launcher: null } => "it was not started as 'tracking server'",
            { Use: ModelEndpointUse.Never } => "it was started with '--endpoints off'",
            { Use: ModelEndpointUse.Always } => null,
            _ => Openness(server) is { } open ? $"{open}, so that others could start processes here" : null,
        };
        var remedy = options is { Launcher: not null, Use: ModelEndpointUse.OnLoopback }
            ? "'tracking server --endpoints on' allows it; or start one yourself with 'tracking serve'."
            : "Start one yourself with 'tracking serve'.";
        return reason is null ? null : $"This server starts no endpoints: {reason}. {remedy}";
    }

    /// <summary>Who but users of this machine may reach the server; null for nobody.</summary>
    private static string? Openness(TrackingServerOptions server)
    {
        var host = server.Host.Trim('[', ']');
        var isLoopback = host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        return !isLoopback ? $"it listens on {server.Host}"
            : server.Access.IsDisabled ? "its guard against foreign hosts and pages is off"
            : server.Access.AllowedHosts?.Contains("*") == true ? "it serves every Host"
            : server.Access.AllowedOrigins.Contains("*") ? "it lets every web page call it"
            : null;
    }
}

/// <summary>When a server starts endpoints.</summary>
public enum ModelEndpointUse
{
    /// <summary>While it listens on loopback and guards against foreign hosts and pages.</summary>
    OnLoopback,

    /// <summary>Whoever may call the server may start them.</summary>
    Always,

    Never,
}
