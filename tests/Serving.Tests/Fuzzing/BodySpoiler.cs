using System.Buffers;
using System.Text;

namespace Tracking.Serving.Tests.Fuzzing;

/// <summary>Spoils bodies: bytes, pieces, and numbers and texts in the place of others.</summary>
internal sealed class BodySpoiler(Random random)
{
    private static readonly SearchValues<byte> InNumbers = SearchValues.Create("0123456789.eE-"u8);

    private static readonly byte[][] Oddities =
    [
        .. new[]
        {
            "null", "NaN", "-Infinity", "1e999", "-0", "9007199254740993", "9223372036854775808", "1.7", "\"x\"",
            "\"\"", "true", "[]", "{}", "[[", "]]", "[null]", "{\"a\":{\"a\":1}}", "\"\\ud800\"", "\"\\u0000\"", "\n",
            ",", "\"", "2026-13-45T99:00:00", "\"0001-01-01\"", "-1", "99999999999", "\t", ";", "\u00fc",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0xc3], [0],
    ];

    public byte[] Spoil(byte[] body)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            body = SpoilOnce(body);
        }

        return body;
    }

    private byte[] SpoilOnce(byte[] body)
    {
        var at = random.Next(body.Length + 1);
        var length = Math.Min(random.Next(1, 12), body.Length - at);
        var oddity = Oddities[random.Next(Oddities.Length)];
        return random.Next(6) switch
        {
            0 => [.. body[..at], .. oddity, .. body[at..]],
            1 => [.. body[..at], .. body[(at + length)..]],
            2 => [.. body[..(at + length)], .. body[at..]],
            3 => body[..at],
            4 => NumberReplaced(body, at, oddity),
            _ => at == body.Length ? body : [.. body[..at], (byte)random.Next(256), .. body[(at + 1)..]],
        };
    }

    /// <summary>The first number from here on is another value, so that the document around it stays whole.</summary>
    private static byte[] NumberReplaced(byte[] body, int from, byte[] oddity)
    {
        var start = body.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
        {
            return body;
        }

        start += from;
        var length = body.AsSpan(start).IndexOfAnyExcept(InNumbers);
        return [.. body[..start], .. oddity, .. length < 0 ? [] : body[(start + length)..]];
    }
}
