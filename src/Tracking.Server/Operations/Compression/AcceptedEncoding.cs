using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tracking.Server.Operations.Compression;

/// <summary>The content coding that a client likes best of those made here.</summary>
internal sealed record AcceptedEncoding(string Name, Func<Stream, Stream> Compress)
{
    private static readonly AcceptedEncoding Brotli =
        new("br", target => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true));

    private static readonly AcceptedEncoding Gzip =
        new("gzip", target => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true));

    /// <summary>Null when the client takes none. At equal quality Brotli wins: it is as fast and smaller.</summary>
    public static AcceptedEncoding? Of(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding;
        if (accepted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted, out var codings))
        {
            return null;
        }

        var (brotli, gzip) = (QualityOf(Brotli, codings), QualityOf(Gzip, codings));
        return brotli > 0 && brotli >= gzip ? Brotli
            : gzip > 0 ? Gzip
            : null;
    }

    private static double QualityOf(AcceptedEncoding encoding, IList<StringWithQualityHeaderValue> codings)
    {
        var named = codings.FirstOrDefault(
            coding => coding.Value.Equals(encoding.Name, StringComparison.OrdinalIgnoreCase));
        return (named ?? codings.FirstOrDefault(coding => coding.Value == "*")) is { } found ? found.Quality ?? 1 : 0;
    }
}
