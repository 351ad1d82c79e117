using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>GET /docs: a page to try the models with; it loads nothing but <c>/openapi.json</c>.</summary>
internal static class DocsPage
{
    private static readonly string Script = Read("docs.js");
    private static readonly string Style = Read("docs.css");

    private static readonly string Html = Read("docs.html")
        .Replace("/*style*/", Style, StringComparison.Ordinal)
        .Replace("/*script*/", Script, StringComparison.Ordinal);

    private static readonly string Policy =
        $"default-src 'none'; connect-src 'self'; script-src 'sha256-{DigestOf(Script)}'; img-src data:; " +
        $"style-src 'sha256-{DigestOf(Style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task SendAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Html, context.RequestAborted);
    }

    private static string Read(string name)
    {
        using var stream = typeof(DocsPage).Assembly.GetManifestResourceStream($"docs/{name}")!;
        using var reader = new StreamReader(stream);

        // As a browser reads it, whose digest is of what it sees.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string DigestOf(string text) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
