using System.Globalization;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// Parameters travel as text: numbers as the invariant culture writes them, everything else as it writes itself.
/// </summary>
internal static class ParamText
{
    internal static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
