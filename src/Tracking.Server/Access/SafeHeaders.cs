using Microsoft.AspNetCore.Http;

namespace Tracking.Server.Access;

/// <summary>Headers that keep browsers from guessing types and from framing the pages of this server.</summary>
internal sealed class SafeHeaders(RequestDelegate next, TrackingServerOptions options)
{
    private readonly string? _frames = FramesOf(options.Access);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var (headers, frames) = ((IHeaderDictionary, string?))state;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = frames;
                return Task.CompletedTask;
            },
            (context.Response.Headers, _frames));
        return next(context);
    }

    private static string? FramesOf(AccessOptions access) =>
        access.IsDisabled || access.XFrameOptions.Equals("NONE", StringComparison.OrdinalIgnoreCase)
            ? null
            : access.XFrameOptions.ToUpperInvariant();
}
