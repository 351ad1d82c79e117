using System.Globalization;

namespace Tracking.Client.Hosting.Configuration;

/// <summary>How a text of the configuration becomes an option.</summary>
/// <param name="Expected">What a good text is.</param>
/// <param name="TrySet">The options with the value; null for a text that is none.</param>
internal sealed record OptionSetting(
    string Expected, Func<TrackingClientOptions, string, TrackingClientOptions?> TrySet)
{
    internal static OptionSetting Text(Func<TrackingClientOptions, string, TrackingClientOptions> set) =>
        new("a text", set);

    internal static OptionSetting Whole(Func<TrackingClientOptions, long, TrackingClientOptions> set) =>
        new("a whole number", (options, text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? set(options, value)
                : null);

    internal static OptionSetting Count(Func<TrackingClientOptions, int, TrackingClientOptions> set) =>
        new("a whole number", (options, text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? set(options, value)
                : null);

    internal static OptionSetting Number(Func<TrackingClientOptions, double, TrackingClientOptions> set) =>
        new("a number", (options, text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? set(options, value)
                : null);

    internal static OptionSetting Time(Func<TrackingClientOptions, TimeSpan, TrackingClientOptions> set) =>
        new("a time such as 00:00:30 or seconds such as 0.5", (options, text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
                ? set(options, TimeSpan.FromSeconds(seconds))
                : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? set(options, value) : null);

    internal static OptionSetting Mode(Func<TrackingClientOptions, TrackingMode, TrackingClientOptions> set) =>
        new("Online or Offline", (options, text) =>
            Enum.TryParse<TrackingMode>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
                ? set(options, value)
                : null);

    internal static OptionSetting Flag(Func<TrackingClientOptions, bool, TrackingClientOptions> set) =>
        new("true or false", (options, text) => bool.TryParse(text, out var value) ? set(options, value) : null);
}
