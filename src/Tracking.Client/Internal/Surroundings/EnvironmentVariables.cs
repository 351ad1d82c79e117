using System.Globalization;

namespace Tracking.Client.Internal.Surroundings;

/// <summary>Variables by their kind. Empty counts as unset; what does not fit is an error that names it.</summary>
internal sealed class EnvironmentVariables(Func<string, string?> variable)
{
    internal string? Text(string name) => Given(variable(name));

    /// <exception cref="ArgumentException">No number, or out of range.</exception>
    internal double Number(string name, double otherwise, double minimum, double maximum)
    {
        var text = Text(name);
        if (text is null)
            return otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum
            ? value
            : throw new ArgumentException(FormattableString.Invariant(
                $"{name} is '{text}'; expected a number from {minimum} to {maximum}"));
    }

    /// <exception cref="ArgumentException">None of true, false, 1 and 0.</exception>
    internal bool Flag(string name, bool otherwise) => Text(name)?.ToLowerInvariant() switch
    {
        null => otherwise,
        "true" or "1" => true,
        "false" or "0" => false,
        var other => throw new ArgumentException($"{name} is '{other}'; expected true, false, 1 or 0"),
    };

    internal static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
