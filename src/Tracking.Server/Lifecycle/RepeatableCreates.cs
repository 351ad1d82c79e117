using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Core.Lifecycle;
using Tracking.Server.Messages;

namespace Tracking.Server.Lifecycle;

/// <summary>
/// Serves creates that clients may send again: a request with an <c>Idempotency-Key</c> that was answered before gets
/// the same answer, and nothing is created. A refused create keeps no key.
/// </summary>
internal sealed class RepeatableCreates(IIdempotencyStore store)
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Set on an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    private readonly ConcurrentDictionary<string, bool> _inFlight = new(StringComparer.Ordinal);

    /// <summary>The handler of a route; <paramref name="create"/> gives its store the answer to write down.</summary>
    public Func<HttpContext, TRequest, Task> Serve<TRequest, TResponse>(
        Route<TRequest, TResponse> route,
        Func<TRequest, CreateAnswer<TResponse>, CancellationToken, Task<TResponse>> create)
        where TRequest : class
        where TResponse : class =>
        async (context, request) =>
        {
            var token = context.RequestAborted;
            if (KeyOf(context.Request) is { } key)
            {
                await ServeOnceAsync(context, new IdempotencyKey(key, FingerprintOf(route, request)), async answer =>
                    await Answer.WriteAsync(
                        context, await create(request, new(answer, route.Response), token), route.Response));
            }
            else
            {
                await Answer.WriteAsync(context, await create(request, default, token), route.Response);
            }
        };

    private async Task ServeOnceAsync(HttpContext context, IdempotencyKey key, Func<IdempotencyKey, Task> create)
    {
        if (!_inFlight.TryAdd(key.Value, true))
        {
            throw IdempotencyErrors.InUse(key.Value);
        }

        try
        {
            if (await store.FindAsync(key.Value, context.RequestAborted) is { } stored)
            {
                await ReplayAsync(context, key, stored);
                return;
            }

            await create(key);
        }
        finally
        {
            _inFlight.TryRemove(key.Value, out _);
        }
    }

    private static Task ReplayAsync(HttpContext context, IdempotencyKey key, StoredAnswer stored)
    {
        if (stored.Fingerprint != key.Fingerprint)
        {
            throw IdempotencyErrors.Reused(key.Value);
        }

        var response = context.Response;
        response.Headers[ReplayedHeader] = "true";
        response.ContentType = ContentType.Json;
        response.ContentLength = stored.Body.Length;
        return response.Body.WriteAsync(stored.Body, context.RequestAborted).AsTask();
    }

    /// <summary>The IETF's draft puts the key in quotes, most clients do not.</summary>
    private static string? KeyOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(KeyHeader, out var values))
        {
            return null;
        }

        var key = values.ToString().AsSpan().Trim();
        if (key.Length > 1 && key[0] == '"' && key[^1] == '"')
        {
            key = key[1..^1];
        }

        return key.Length is 0 or > IdempotencyKey.MaxLength || key.ContainsAnyExceptInRange('!', '~')
            ? throw IdempotencyErrors.Malformed(key.Length)
            : key.ToString();
    }

    /// <summary>Of the request as it was understood: how it was spelled does not matter.</summary>
    private static string FingerprintOf<TRequest, TResponse>(Route<TRequest, TResponse> route, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(route.Path + "\n"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request, route.Request));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>How a create is answered when it is sent again; <c>default</c> when it will not be.</summary>
internal readonly struct CreateAnswer<TResponse>(IdempotencyKey key, JsonTypeInfo<TResponse> type)
    where TResponse : class
{
    /// <summary>Null without a key.</summary>
    public CreateOnce<TEntity>? From<TEntity>(Func<TEntity, TResponse> respond)
    {
        var answerType = type;
        return key is null
            ? null
            : new(key, entity => JsonSerializer.SerializeToUtf8Bytes(respond(entity), answerType));
    }
}
