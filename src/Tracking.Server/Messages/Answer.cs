using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Server.Operations.Limits;

namespace Tracking.Server.Messages;

/// <summary>Writes answers as compact JSON.</summary>
internal static class Answer
{
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

    public static Task WriteTextAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
