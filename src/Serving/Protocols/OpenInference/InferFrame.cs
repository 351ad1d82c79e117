using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The two parts of an infer body of the binary tensor extension: JSON, then raw bytes.</summary>
/// <param name="JsonBytes">How long the JSON is; null where the body is JSON only.</param>
internal readonly record struct InferFrame(int? JsonBytes)
{
    /// <summary>Tells how long the JSON part is, in requests and in answers; counts before compression.</summary>
    public const string Header = "Inference-Header-Content-Length";

    /// <summary>Whether there is no JSON: the body is the model's only input.</summary>
    public bool IsRaw => JsonBytes == 0;

    /// <summary>Reads the header.</summary>
    /// <exception cref="ServingException">It is no whole number of 0 or more.</exception>
    public static InferFrame Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return new InferFrame(null);
        }

        return int.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new InferFrame(length)
            : throw ServingException.Malformed(
                $"The header {Header} is '{values}', expected the length of the JSON in bytes.");
    }

    /// <summary>Takes the two parts apart.</summary>
    /// <exception cref="ServingException">The body is shorter than its JSON should be.</exception>
    public ReadOnlyMemory<byte> Split(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> raw)
    {
        var length = JsonBytes ?? body.Length;
        if (length > body.Length)
        {
            throw ServingException.Malformed(
                $"The header {Header} is {length}, but the body has only {body.Length} bytes.");
        }

        raw = body[length..];
        return body[..length];
    }
}
