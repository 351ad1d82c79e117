namespace Tracking.Server.Access;

/// <summary>Which hosts and web origins are served; the defaults are MLflow's (3.5 and later).</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// Host headers that are served, with their port where one is sent: <c>ml.example.org</c>, <c>*.example.org:*</c>,
    /// or <c>*</c> for all. By default localhost and private addresses, on any port.
    /// </summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>
    /// Web pages that may call the API besides those of this server and of localhost: <c>https://app.example.org</c>,
    /// <c>https://*.example.org</c>, or <c>*</c> for all.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The X-Frame-Options of every answer: SAMEORIGIN (default), DENY, or NONE for no such header.</summary>
    public string XFrameOptions { get; init; } = "SAMEORIGIN";

    /// <summary>Turns all of the above off.</summary>
    public bool IsDisabled { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (!XFrameOptions.All(char.IsAsciiLetter) || XFrameOptions.Length == 0)
        {
            yield return $"X-Frame-Options '{XFrameOptions}' is not SAMEORIGIN, DENY or NONE";
        }

        foreach (var origin in AllowedOrigins)
        {
            if (origin != "*" && !origin.Contains("://", StringComparison.Ordinal))
            {
                yield return $"allowed origin '{origin}' is not '*' and names no scheme, such as https://{origin}";
            }
        }
    }
}
