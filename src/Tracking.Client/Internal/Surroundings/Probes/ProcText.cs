using System.Buffers.Text;

namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>Reads the tables of <c>/proc</c> without making strings of them.</summary>
internal static class ProcText
{
    /// <summary>Takes the first line off the text.</summary>
    internal static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line;
    }

    /// <summary>Takes the next number off a line, over whatever stands before it that is no digit.</summary>
    internal static bool TryTakeNumber(ref ReadOnlySpan<byte> line, out long number)
    {
        var start = line.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start >= 0 && Utf8Parser.TryParse(line[start..], out number, out var length))
        {
            line = line[(start + length)..];
            return true;
        }

        number = 0;
        return false;
    }
}
