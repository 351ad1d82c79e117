using System.Text.RegularExpressions;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>What ONNX Runtime says, as one line without its own source locations.</summary>
internal static partial class OnnxMessages
{
    private const int MaxLength = 500;

    public static string Shorten(string message)
    {
        var line = Whitespace().Replace(Location().Replace(Code().Replace(message, ""), ""), " ").Trim();
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }

    [GeneratedRegex(@"\[ErrorCode:\w+\] |\[ONNXRuntimeError\] : \d+ : \w+ : ")]
    private static partial Regex Code();

    // FILE:LINE and the C++ signature after it, up to its closing parenthesis.
    [GeneratedRegex(@"[\w/\\:.]*\.(?:cc|h):\d+ [^()]*\([^()]*\) ")]
    private static partial Regex Location();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
