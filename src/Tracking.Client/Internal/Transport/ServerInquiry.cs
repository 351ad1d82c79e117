namespace Tracking.Client.Internal.Transport;

/// <summary>Asks a server what it is, over what both ours and MLflow's answer without credentials.</summary>
internal static class ServerInquiry
{
    private const int MaxVersionLength = 64;

    private const string VersionHeader = "Tracking-Version";

    internal static async Task<ServerDescription> AskAsync(HttpTransport transport, CancellationToken cancellationToken)
    {
        // The first call opens the connection, and is not measured.
        using var health = await TryAsync(transport, "health", cancellationToken);
        var received = transport.Time.GetUtcNow();
        var started = transport.Time.GetTimestamp();
        using var version = await TryAsync(transport, "version", cancellationToken);
        return new ServerDescription
        {
            RoundTrip = transport.Time.GetElapsedTime(started),
            TrackingVersion = version?.Headers.TryGetValues(VersionHeader, out var ours) == true
                ? ours.FirstOrDefault()
                : null,
            MlflowVersion = version is null
                ? null
                : VersionIn(await version.Content.ReadAsStringAsync(cancellationToken)),
            Features = health?.Headers.TryGetValues(HttpTransport.FeaturesHeader, out var features) == true
                ? [.. features.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries))]
                : [],
            ClockOffset = health?.Headers.Date is { } date ? OffsetOf(date, received) : null,
        };
    }

    /// <summary>The header has whole seconds, so that within one of them the clocks agree as far as it tells.</summary>
    private static TimeSpan OffsetOf(DateTimeOffset date, DateTimeOffset here) => (date - here) switch
    {
        { Ticks: > 0 } ahead => ahead,
        var behind when behind <= TimeSpan.FromSeconds(-1) => behind + TimeSpan.FromSeconds(1),
        _ => TimeSpan.Zero,
    };

    private static async Task<HttpResponseMessage?> TryAsync(
        HttpTransport transport, string page, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(
                new OutgoingCall(HttpMethod.Get, new Uri(transport.BaseUri, page), $"GET {page}"), cancellationToken);
        }
        catch (TrackingClientException refused) when (refused.StatusCode is not null)
        {
            // It answers, but not this.
            return null;
        }
    }

    /// <summary>Servers that have no such page may answer that of a person.</summary>
    private static string? VersionIn(string text) =>
        text.Trim() is { Length: > 0 and <= MaxVersionLength } version && char.IsAsciiDigit(version[0])
            ? version
            : null;
}
