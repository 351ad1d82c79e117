using System.Net;

namespace Tracking.Client.Internal.Transport;

/// <summary>Which failures are worth another attempt, and how long to wait before it.</summary>
internal sealed class RetryPolicy(TrackingClientOptions options)
{
    // A server that never answered is more likely absent than restarting: nobody should wait minutes to hear that.
    private const int MaxRetriesBeforeFirstContact = 2;

    private readonly Lock _randomGate = new();

    internal bool Allows(int retry, bool serverWasReached) =>
        retry < (serverWasReached ? options.MaxRetries : Math.Min(options.MaxRetries, MaxRetriesBeforeFirstContact));

    /// <summary>Unless it is repeatable, a call is only sent again when the server says that it did nothing.</summary>
    internal static bool IsTransient(HttpResponseMessage answer, bool repeatable) => answer.StatusCode switch
    {
        // The first attempt of the same call is still being served.
        HttpStatusCode.Conflict => repeatable && answer.Headers.RetryAfter is not null,
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => true,
        HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => repeatable,
        _ => false,
    };

    /// <summary>Whether no connection came about, so that the server cannot have seen the request.</summary>
    internal static bool NeverArrived(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>
    /// The wait before retry number <paramref name="retry"/>, from 0, as MLflow's clients wait: not at all, then
    /// factor * 2, * 4, * 8 and so on, with jitter, at most 120 s. What the server asks for wins.
    /// </summary>
    internal TimeSpan Delay(int retry, HttpResponseMessage? answer)
    {
        if (options.RespectRetryAfter && RetryAfter(answer) is { } asked)
            return asked < MaxWait ? asked : MaxWait;
        if (retry == 0)
            return TimeSpan.Zero;

        lock (_randomGate)
        {
            var seconds = (options.BackoffFactor * Math.Pow(2, retry))
                + (options.BackoffJitter * options.Random.NextDouble());
            return TimeSpan.FromSeconds(Math.Min(seconds, OptionLimits.MaxWaitSeconds));
        }
    }

    private static TimeSpan MaxWait => TimeSpan.FromSeconds(OptionLimits.MaxWaitSeconds);

    /// <summary>What the server asks for; null if it does not.</summary>
    internal TimeSpan? RetryAfter(HttpResponseMessage? answer)
    {
        var header = answer?.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - options.Time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
