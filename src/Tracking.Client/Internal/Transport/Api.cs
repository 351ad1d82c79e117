using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracking.Client.Internal.Outcomes;
using Tracking.Contracts;

namespace Tracking.Client.Internal.Transport;

/// <summary>Sends the contract's routes. What every group of the client stands on.</summary>
internal sealed class Api(HttpTransport transport, PendingOutcomes outcomes)
{
    private readonly TaggedAnswers _tagged = new();

    internal HttpTransport Transport { get; } = transport;

    /// <summary>
    /// Waits for corrections of run outcomes that are under way, so that nobody reads what is about to change.
    /// </summary>
    internal async Task<TResponse> SendAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        TRequest request,
        CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        await outcomes.SettledAsync(cancellationToken);
        return await SendAtOnceAsync(route, request, cancellationToken);
    }

    /// <summary>
    /// For what is asked for again and again: a server that tags its answers does not send one that is here already.
    /// Others answer as ever.
    /// </summary>
    internal async Task<TResponse> SendTaggedAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route, TRequest request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        await outcomes.SettledAsync(cancellationToken);
        var call = RouteCall.Write(Transport.BaseUri, route, request);
        var known = _tagged.Of(call.Uri);
        using var answer = await Transport.SendAsync(known?.AskedWith(call) ?? call, cancellationToken);
        if (known is not null && answer.StatusCode == HttpStatusCode.NotModified)
            return Parse(call, answer, known.Body, route.Response);

        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var message = Parse(call, answer, body, route.Response);
        _tagged.Keep(call.Uri, answer.Headers.ETag, body);
        return message;
    }

    /// <summary>Without that wait: for the corrections themselves.</summary>
    internal Task<TResponse> SendAtOnceAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        TRequest request,
        CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class =>
        SendToAsync(Transport.BaseUri, route, request, cancellationToken);

    /// <summary>To what servers answer below <c>/ajax-api/</c> only.</summary>
    internal async Task<TResponse> SendPageAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        TRequest request,
        CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        await outcomes.SettledAsync(cancellationToken);
        var call = RouteCall.Write(Transport.BaseUri, route, request, RouteCall.PagePrefix);
        return await ReadAsync(call, route.Response, cancellationToken);
    }

    /// <summary>
    /// One attempt with a body that is written already, to a route that answers with an empty message: for the spool,
    /// which repeats in its own way.
    /// </summary>
    internal Task PostOnceAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        ReadAsync(
            RouteCall.Written(Transport.BaseUri, path, body), Routes.Runs.LogBatch.Response, cancellationToken);

    /// <summary>One attempt.</summary>
    internal Task<TResponse> SendOnceAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route, TRequest request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        var call = RouteCall.Write(Transport.BaseUri, route, request) with { IsSentOnce = true };
        return ReadAsync(call, route.Response, cancellationToken);
    }

    /// <summary>Creates under a key that outlives this process.</summary>
    internal Task<TResponse> CreateAsync<TRequest, TResponse>(
        Route<TRequest, TResponse> route, TRequest request, string idempotencyKey, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        var call = RouteCall.Write(Transport.BaseUri, route, request) with { IdempotencyKey = idempotencyKey };
        return ReadAsync(call, route.Response, cancellationToken);
    }

    /// <summary>To another server than the client's own, such as the one that keeps the artifacts.</summary>
    internal Task<TResponse> SendToAsync<TRequest, TResponse>(
        Uri server,
        Route<TRequest, TResponse> route,
        TRequest request,
        CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class =>
        ReadAsync(RouteCall.Write(server, route, request), route.Response, cancellationToken);

    private async Task<TResponse> ReadAsync<TResponse>(
        OutgoingCall call, JsonTypeInfo<TResponse> type, CancellationToken cancellationToken)
        where TResponse : class
    {
        using var answer = await Transport.SendAsync(call, cancellationToken);
        return Parse(call, answer, await answer.Content.ReadAsByteArrayAsync(cancellationToken), type);
    }

    private static TResponse Parse<TResponse>(
        OutgoingCall call, HttpResponseMessage answer, byte[] body, JsonTypeInfo<TResponse> type)
        where TResponse : class
    {
        try
        {
            return JsonSerializer.Deserialize(IsEmpty(body) ? "{}"u8 : body, type)
                ?? throw ServerErrors.NotTheApi(call, answer, null);
        }
        catch (JsonException notJson)
        {
            throw ServerErrors.NotTheApi(call, answer, notJson);
        }
    }

    /// <summary>A field that every server fills; its absence means that something else answered.</summary>
    internal static T Required<T>(T? value, string field)
        where T : class =>
        value ?? throw new TrackingClientException(TrackingClientException.InvalidResponse,
            $"The server's answer lacks '{field}'. Is it a tracking server?");

    // Some deployments answer nothing or a bare OK where the API has an empty message.
    private static bool IsEmpty(byte[] body) => body.AsSpan().Trim("\r\n "u8) is var text
        && (text.IsEmpty || text.SequenceEqual("OK"u8));
}
