using System.Buffers;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>
/// Tells a line that holds one JSON value from one that would break out of the array that it is put into. What stands
/// within the value is left to the parser.
/// </summary>
internal static class JsonLine
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("{}[]\",:"u8);

    /// <summary>Whether brackets and quotes that the line opens close at its very end.</summary>
    /// <param name="line">Without the end of the line.</param>
    public static bool IsOneValue(ReadOnlySpan<byte> line)
    {
        var value = line.Trim(" \t\r"u8);
        if (value.IsEmpty)
        {
            return false;
        }

        if (value[0] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            return value.IndexOfAny(Structure) < 0;
        }

        var depth = 0;
        for (var at = 0; at < value.Length; at++)
        {
            var next = value[at..].IndexOfAny("{}[]\""u8);
            if (next < 0)
            {
                return false;
            }

            at += next;
            if (value[at] == '"')
            {
                at = EndOfString(value, at + 1);
            }
            else
            {
                depth += value[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            }

            if (at < 0 || depth <= 0)
            {
                return at == value.Length - 1 && depth == 0;
            }
        }

        return false;
    }

    /// <summary>Where the closing quote stands; -1 if there is none.</summary>
    private static int EndOfString(ReadOnlySpan<byte> value, int at)
    {
        while (at < value.Length)
        {
            var next = value[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (value[at] == '"')
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }
}
