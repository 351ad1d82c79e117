using System.Globalization;
using System.Text.RegularExpressions;
using Tracking.Core.Errors;

namespace Tracking.Core.Lifecycle;

/// <summary>Ages as <c>mlflow gc --older-than</c> takes them: <c>1d2h3m4s</c>, where parts may be left out.</summary>
public static partial class AgeText
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(36_500);

    /// <exception cref="TrackingException">It is no age; the message has examples.</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Age().Match(text.Trim());
        if (text.Trim().Length == 0 || !match.Success)
        {
            throw NoAge(text);
        }

        var seconds = (Part(match, "d") * 86_400) + (Part(match, "h") * 3_600) + (Part(match, "m") * 60)
            + Part(match, "s");
        return seconds <= Max.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw NoAge(text);
    }

    private static double Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } part ? double.Parse(part.Value, CultureInfo.InvariantCulture) : 0;

    private static TrackingException NoAge(string text) => ParameterErrors.Invalid(
        $"'{text}' is no age; expected days, hours, minutes and seconds in this order, such as '30d', '1d8h5m' or " +
        "'2.5h', and at most 36500d.");

    [GeneratedRegex(
        @"^((?<d>\d+(\.\d+)?)d)?((?<h>\d+(\.\d+)?)h)?((?<m>\d+(\.\d+)?)m)?((?<s>\d+(\.\d+)?)s)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Age();
}
