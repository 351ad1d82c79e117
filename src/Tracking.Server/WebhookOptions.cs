using System.Net;
using System.Security.Cryptography;

namespace Tracking.Server;

/// <summary>How a server sends events to webhooks; the defaults are those of <c>mlflow server</c>.</summary>
public sealed record WebhookOptions
{
    internal const int KeyBytes = 32;

    /// <summary>Schemes that the URL of a webhook may have; https by default.</summary>
    public IReadOnlyList<string> AllowedSchemes { get; init; } = ["https"];

    /// <summary>
    /// Hosts that are reached although they are not on the public internet: names, addresses, networks such as
    /// <c>10.1.0.0/16</c>, or <c>*</c> for all. None by default.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// 32 bytes in base64 that secrets are encrypted with. By default a key is kept in a file beside a SQLite store;
    /// servers that share a store need one in common.
    /// </summary>
    public string? SecretKey { get; init; }

    /// <summary>How long a webhook may take for its answer, 100 ms to 5 min; default 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts before an event is given up, 1 to 100; default 20.</summary>
    public int MaxAttempts { get; init; } = 20;

    /// <summary>The wait before the second attempt, which doubles from then on; default 1 s.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts; default 10 min.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Webhooks that are sent to at once, 1 to 1000; default 10. Each gets one event at a time.</summary>
    public int MaxParallelWebhooks { get; init; } = 10;

    /// <summary>Says nothing of the values: one of them is a secret.</summary>
    public override string ToString() => nameof(WebhookOptions);

    /// <summary>What is out of range.</summary>
    internal IEnumerable<string> Problems()
    {
        if (AllowedSchemes.Count == 0 || AllowedSchemes.Any(scheme => scheme is not ("http" or "https")))
        {
            yield return $"webhook schemes '{string.Join(',', AllowedSchemes)}' are not http or https";
        }

        foreach (var host in AllowedHosts.Where(host => host.Contains('/') && !IPNetwork.TryParse(host, out _)))
        {
            yield return $"webhook host '{host}' is no network such as 10.1.0.0/16";
        }

        if (SecretKey is not null && ParseKey(SecretKey) is null)
        {
            yield return $"the webhook secret key is not {KeyBytes} bytes in base64";
        }

        if (RequestTimeout < TimeSpan.FromMilliseconds(100) || RequestTimeout > TimeSpan.FromMinutes(5))
        {
            yield return $"webhook timeout {RequestTimeout} is not in 100 ms..5 min";
        }

        if (MaxAttempts is < 1 or > 100)
        {
            yield return $"webhook attempts {MaxAttempts} are not in 1..100";
        }

        if (FirstRetryDelay <= TimeSpan.Zero || MaxRetryDelay < FirstRetryDelay)
        {
            yield return $"webhook retry delays {FirstRetryDelay}..{MaxRetryDelay} are not positive and rising";
        }

        if (MaxParallelWebhooks is < 1 or > 1000)
        {
            yield return $"parallel webhooks {MaxParallelWebhooks} are not in 1..1000";
        }
    }

    /// <summary>Base64 in either alphabet; null for anything but 32 bytes.</summary>
    internal static byte[]? ParseKey(string text)
    {
        var key = new byte[KeyBytes];
        var standard = text.Trim().Replace('-', '+').Replace('_', '/');
        if (Convert.TryFromBase64String(standard, key, out var length) && length == KeyBytes)
        {
            return key;
        }

        CryptographicOperations.ZeroMemory(key);
        return null;
    }
}
