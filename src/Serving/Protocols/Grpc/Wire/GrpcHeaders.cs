using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>The headers that make an HTTP/2 exchange a call.</summary>
internal static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Timeout = "grpc-timeout";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Pushback = "grpc-retry-pushback-ms";
    public const string Gzip = "gzip";
    private static readonly StringValues Accepted = new("identity,gzip");
    private static readonly StringValues Zero = new("0");

    /// <summary>Whether a request is a call, by its content type (<c>application/grpc</c>, +proto).</summary>
    public static bool IsCall(HttpRequest request)
    {
        var type = request.ContentType;
        return type is not null
            && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
            && (type.Length == ContentType.Length || type[ContentType.Length] is ';'
                || type.AsSpan(ContentType.Length).StartsWith("+proto", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a request can be answered at all; if not, its HTTP status says why.</summary>
    public static bool Check(HttpContext context)
    {
        var response = context.Response;
        if (!IsCall(context.Request))
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = "h2c";
            return false;
        }

        response.ContentType = ContentType;
        response.Headers[AcceptEncoding] = Accepted;
        return true;
    }

    /// <summary>Whether the caller reads gzip.</summary>
    public static bool AcceptsGzip(HttpRequest request)
    {
        foreach (var value in request.Headers[AcceptEncoding])
        {
            foreach (var part in (value ?? "").Split(','))
            {
                if (part.Trim() == Gzip)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Puts the end of a call into trailers or, where nothing was sent, into the headers.</summary>
    public static void End(HttpResponse response, GrpcOutcome outcome, bool hasBody)
    {
        Put(response, Status, outcome.Code == GrpcStatusCode.Ok
            ? Zero
            : new StringValues(((int)outcome.Code).ToString(provider: null)), hasBody);
        if (outcome.Message is { Length: > 0 } message)
        {
            Put(response, Message, GrpcText.Encode(message), hasBody);
        }

        if (outcome.RetryAfter is { } pause)
        {
            Put(response, Pushback, $"{(long)Math.Ceiling(pause.TotalMilliseconds)}", hasBody);
        }
    }

    /// <summary>How a call ended that <see cref="End"/> was told of; null for anything else.</summary>
    public static GrpcStatusCode? OutcomeOf(HttpResponse response)
    {
        var status = response.Headers[Status];
        if (status.Count == 0 && response.HttpContext.Features.Get<IHttpResponseTrailersFeature>() is { } sent)
        {
            status = sent.Trailers[Status];
        }

        return int.TryParse(status, CultureInfo.InvariantCulture, out var code) ? (GrpcStatusCode)code : null;
    }

    private static void Put(HttpResponse response, string name, StringValues value, bool hasBody)
    {
        if (hasBody)
        {
            response.AppendTrailer(name, value);
        }
        else
        {
            response.Headers[name] = value;
        }
    }
}
