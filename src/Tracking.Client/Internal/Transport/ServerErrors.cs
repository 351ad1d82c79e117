using System.Net;
using System.Text.Json;
using Tracking.Contracts.Json;

namespace Tracking.Client.Internal.Transport;

/// <summary>Turns what went wrong into the one exception of this package.</summary>
internal static class ServerErrors
{
    private const int MaxShownChars = 200;
    private const int MaxErrorBodyBytes = 1024 * 1024;

    /// <summary>From an answer that is not 2xx, whether its body is the API's JSON or a proxy's page.</summary>
    internal static async Task<TrackingClientException> ReadAsync(
        OutgoingCall call,
        HttpResponseMessage answer,
        CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(answer, cancellationToken);
        var status = answer.StatusCode;
        if (TryParse(body) is { ErrorCode: { } code, Message: var message })
            return new(code, $"{code}: {message ?? "no message"}", status);

        var said = body.Length == 0 ? "an empty body" : $"'{Shorten(body)}'";
        return new(CodeOf(status), $"{call.Name} answered {(int)status} {answer.ReasonPhrase} with {said}", status);
    }

    /// <summary>From a call that got no answer.</summary>
    internal static TrackingClientException Describe(OutgoingCall call, Exception failure, Uri server, TimeSpan timeout)
    {
        if (failure is TimeoutException)
            return new(TrackingClientException.DeadlineExceeded,
                $"{call.Name} got no answer from {server} within {timeout.TotalSeconds:0.###} s", null, failure);

        var reason = (failure.InnerException ?? failure).Message;
        if (RetryPolicy.NeverArrived(failure))
            return new(TrackingClientException.ServerUnreachable,
                $"Cannot reach the tracking server at {server}: {reason}. Start one with 'tracking server --host "
                + $"{server.Host} --port {server.Port}', or set MLFLOW_TRACKING_URI to the address of yours.",
                null, failure);

        return new(TrackingClientException.InvalidResponse,
            $"{call.Name} at {server} broke off: {reason}", null, failure);
    }

    /// <summary>A 2xx answer whose body is not what the API promises.</summary>
    internal static TrackingClientException NotTheApi(
        OutgoingCall call, HttpResponseMessage answer, Exception? cause) =>
        new(TrackingClientException.InvalidResponse,
            $"{call.Name} answered {(int)answer.StatusCode} with a body that is not the API's JSON "
            + $"({answer.Content.Headers.ContentType?.MediaType ?? "no content type"}). "
            + $"Is {call.Uri.GetLeftPart(UriPartial.Authority)} a tracking server?", answer.StatusCode, cause);

    private static async Task<string> ReadBodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(MaxErrorBodyBytes, cancellationToken);
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or InvalidOperationException)
        {
            // Half a body, too long a one or an unknown charset: the status alone has to do.
            return "";
        }
    }

    private static Contracts.Errors.ErrorResponse? TryParse(string body)
    {
        try
        {
            return body.StartsWith('{') ? JsonSerializer.Deserialize(body, WireJson.Default.ErrorResponse) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "BAD_REQUEST",
        HttpStatusCode.Unauthorized => "UNAUTHENTICATED",
        HttpStatusCode.Forbidden => "PERMISSION_DENIED",
        HttpStatusCode.NotFound => "ENDPOINT_NOT_FOUND",
        HttpStatusCode.TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
        HttpStatusCode.ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
        HttpStatusCode.GatewayTimeout => TrackingClientException.DeadlineExceeded,
        _ => "INTERNAL_ERROR",
    };

    private static string Shorten(string body)
    {
        var line = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxShownChars ? line : line[..MaxShownChars] + "…";
    }
}
