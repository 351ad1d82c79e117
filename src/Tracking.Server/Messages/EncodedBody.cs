using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>Bodies that come compressed. Who reads them bounds what they become.</summary>
internal static class EncodedBody
{
    /// <summary>The body decoded by its Content-Encoding.</summary>
    /// <exception cref="TrackingException">The encoding is unknown.</exception>
    public static Stream Open(HttpRequest request)
    {
        var body = new BodyStream(request.BodyReader);
        var encoding = request.Headers.ContentEncoding.ToString();
        return encoding.ToLowerInvariant() switch
        {
            "" or "identity" => body,
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => throw ParameterErrors.Invalid(
                $"Bad Request. Content-Encoding is '{encoding}', expected gzip, deflate or br."),
        };
    }
}
