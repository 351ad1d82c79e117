using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Compression;

/// <summary>How the bytes of a body are packed.</summary>
internal enum BodyCoding
{
    Identity,
    Gzip,
    Deflate,
}

/// <summary>Reads the headers that name codings.</summary>
internal static class BodyCodings
{
    /// <summary>What a request's body is packed with.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.UnsupportedMediaType"/>: another coding.</exception>
    public static BodyCoding OfRequest(HttpRequest request)
    {
        var header = request.Headers.ContentEncoding;
        if (header.Count == 0)
        {
            return BodyCoding.Identity;
        }

        var name = header.ToString().Trim();
        return name.Length == 0 ? BodyCoding.Identity : Parse(name) ?? throw new ServingException(
            ServingError.UnsupportedMediaType,
            $"The Content-Encoding '{name}' is not read here; gzip and deflate are.");
    }

    /// <summary>The best coding that the caller takes for the answer: gzip before deflate at equal weight.</summary>
    public static BodyCoding ForAnswer(HttpRequest request)
    {
        var header = request.Headers.AcceptEncoding;
        if (header.Count == 0)
        {
            return BodyCoding.Identity;
        }

        var (best, bestWeight) = (BodyCoding.Identity, 0.0);
        foreach (var item in request.GetTypedHeaders().AcceptEncoding)
        {
            var weight = item.Quality ?? 1;
            var coding = item.Value == "*" ? BodyCoding.Gzip : Parse(item.Value.Value ?? string.Empty);
            if (coding is { } known && known != BodyCoding.Identity
                && (weight > bestWeight || (weight == bestWeight && weight > 0 && known < best)))
            {
                (best, bestWeight) = (known, weight);
            }
        }

        return best;
    }

    /// <summary>The coding's name in headers.</summary>
    public static string NameOf(BodyCoding coding) => coding switch
    {
        BodyCoding.Gzip => "gzip",
        BodyCoding.Deflate => "deflate",
        _ => "identity",
    };

    private static BodyCoding? Parse(string name) => name.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => BodyCoding.Gzip,
        "deflate" => BodyCoding.Deflate,
        "identity" => BodyCoding.Identity,
        _ => null,
    };
}
