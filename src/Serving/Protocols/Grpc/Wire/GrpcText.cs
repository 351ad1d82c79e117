using System.Text;

namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>Messages as the header <c>grpc-message</c> carries them: UTF-8 with %XX for all but plain ASCII.</summary>
internal static class GrpcText
{
    private const int BytesMax = 2_000;

    /// <summary>Encodes a message; one beyond 2,000 bytes of UTF-8 is cut between characters.</summary>
    public static string Encode(string message)
    {
        var text = new StringBuilder(message.Length);
        Span<byte> utf8 = stackalloc byte[4];
        var bytes = 0;
        foreach (var rune in message.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > BytesMax)
            {
                return text.Append("...").ToString();
            }

            if (rune.Value is >= ' ' and <= '~' and not '%')
            {
                text.Append((char)rune.Value);
                continue;
            }

            foreach (var one in utf8[..rune.EncodeToUtf8(utf8)])
            {
                text.Append('%').Append(one.ToString("X2", provider: null));
            }
        }

        return text.ToString();
    }
}
