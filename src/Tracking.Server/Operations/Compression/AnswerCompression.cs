using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.Compression;

/// <summary>
/// Compresses JSON answers above a size for clients that take it. Artifacts go out as they are: they have lengths, tags
/// and ranges, and most are compressed by their nature.
/// </summary>
internal sealed class AnswerCompression(RequestDelegate next, ServerLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<ServedRoute>();
        return route is { HasContent: true }
            && !HttpMethods.IsHead(context.Request.Method)
            && AcceptedEncoding.Of(context.Request) is { } encoding
                ? CompressAsync(context, encoding)
                : next(context);
    }

    private async Task CompressAsync(HttpContext context, AcceptedEncoding encoding)
    {
        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var body = new CompressedBody(context.Response, plain, encoding, limits.CompressFromBytes);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
            await body.CompleteAsync();
        }
        finally
        {
            // After an error the answer is another one, written by others.
            context.Features.Set(plain);
        }
    }
}
