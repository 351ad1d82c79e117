using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tracking.Contracts;
using Tracking.Server.Operations.Limits;

namespace Tracking.Server.Messages;

/// <summary>Writes answers as compact JSON.</summary>
internal static class Answer
{
    private const int TagBytes = 16;

    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public static Task WriteAsync<TResponse>(HttpContext context, TResponse answer, JsonTypeInfo<TResponse> type)
        where TResponse : class
    {
        Deadline.WorkIsDone(context);
        var response = context.Response;
        response.ContentType = ContentType.Json;
        if (answer is EmptyMessage)
        {
            response.ContentLength = EmptyObject.Length;
            return response.Body.WriteAsync(EmptyObject, context.RequestAborted).AsTask();
        }

        return JsonSerializer.SerializeAsync(response.BodyWriter, answer, type, context.RequestAborted);
    }

    /// <summary>With a tag of what it says; a caller that has just that already gets 304 without a body.</summary>
    public static Task WriteTaggedAsync<TResponse>(
        HttpContext context, TResponse answer, JsonTypeInfo<TResponse> type)
        where TResponse : class
    {
        Deadline.WorkIsDone(context);
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        var digest = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, TagBytes));
        var tag = new EntityTagHeaderValue($"\"{digest}\"");
        var response = context.Response;
        response.GetTypedHeaders().ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known =>
            known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = ContentType.Json;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task WriteTextAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
