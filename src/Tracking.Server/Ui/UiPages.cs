using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;
using Tracking.Server.Operations.Compression;
using Tracking.Ui;

namespace Tracking.Server.Ui;

/// <summary>
/// The web UI: one page for every place in it, so that each is a link, and its scripts and styles, whose names change
/// with their content.
/// </summary>
internal sealed class UiPages(TrackingServerOptions options) : IEndpointGroup
{
    private const string Start = "index.html";
    private const string Folder = "assets/";
    private const string Base = "<base href=\"/\"";

    /// <summary>
    /// No script but ours and none in the page. Styles in the page are allowed: the query field writes its own.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "media-src 'self' blob:; connect-src 'self'; frame-src 'self' blob:; worker-src 'self'; base-uri 'self'; " +
        "form-action 'none'";

    private static readonly string[] Places =
        ["/", "/experiments", "/runs", "/compare", "/models", "/trace", "/endpoints"];

    public void Map(ApiRoutes routes)
    {
        var page = PageOf(options.StaticPrefix);
        foreach (var place in Places)
        {
            routes.MapView(place == "/" ? place : place + "/{**rest}", context => SendPageAsync(context, page));
        }

        foreach (var (path, file) in UiFiles.All.Where(file => file.Key.StartsWith(Folder, StringComparison.Ordinal)))
        {
            routes.MapView("/" + path, context => SendFileAsync(context, file));
        }
    }

    /// <summary>Everything in the page is relative to its base, which is where this server is.</summary>
    private static byte[] PageOf(string staticPrefix)
    {
        var html = Encoding.UTF8.GetString(UiFiles.All[Start].Content.Span);
        return Encoding.UTF8.GetBytes(
            html.Replace(Base, $"<base href=\"{WebUtility.HtmlEncode(staticPrefix)}/\"", StringComparison.Ordinal));
    }

    private static Task SendPageAsync(HttpContext context, byte[] page)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return SendAsync(context, UiFiles.All[Start].ContentType, page);
    }

    private static Task SendFileAsync(HttpContext context, UiFile file)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        var encoding = AcceptedEncoding.Of(context.Request)?.Name;
        var content = encoding switch
        {
            "br" => file.Brotli,
            "gzip" => file.Gzip,
            _ => default,
        };
        if (content.IsEmpty)
        {
            return SendAsync(context, file.ContentType, file.Content);
        }

        headers.ContentEncoding = encoding;
        return SendAsync(context, file.ContentType, content);
    }

    private static Task SendAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> content)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
