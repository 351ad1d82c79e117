using System.Buffers.Text;
using System.Text;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Where a listing goes on, as clients see it. MLflow's stores have no pages and take any token without a look at it:
/// what is none of ours starts at the beginning here too.
/// </summary>
internal static class ArtifactPageToken
{
    private const string Mark = "after-";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Of(string? next) =>
        next is null ? null : Mark + Base64Url.EncodeToString(Utf8.GetBytes(next));

    public static string? Parse(string? token)
    {
        if (token is null || !token.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return Utf8.GetString(Base64Url.DecodeFromChars(token.AsSpan(Mark.Length)));
        }
        catch (Exception foreign) when (foreign is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
