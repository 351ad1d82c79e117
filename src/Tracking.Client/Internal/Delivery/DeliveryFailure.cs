using System.Net;

namespace Tracking.Client.Internal.Delivery;

/// <summary>What a failed delivery means for what was to be delivered.</summary>
internal static class DeliveryFailure
{
    /// <summary>
    /// Whether the server judged what it was sent, and would judge again so. Everything else passes: no answer, half a
    /// one, nonsense, its own failures, and credentials, which may be mended.
    /// </summary>
    internal static bool IsRefusal(TrackingClientException failure) => failure.StatusCode switch
    {
        HttpStatusCode.NotFound => failure.IsMissing,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired
            or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests => false,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => true,
        null => failure.ErrorCode == TrackingClientException.InvalidParameterValue,
        _ => false,
    };

    /// <summary>Whether the run itself is gone, so that no part of a batch can fare better.</summary>
    internal static bool ConcernsRun(TrackingClientException failure) => failure.IsMissing;

    /// <summary>Whether less at once may do.</summary>
    internal static bool IsTooLarge(TrackingClientException failure) =>
        failure.StatusCode == HttpStatusCode.RequestEntityTooLarge;
}
