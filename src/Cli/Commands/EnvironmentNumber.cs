using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Tracking.Cli.Commands;

/// <summary>Numbers and switches that fall back to an environment variable and then to a default.</summary>
internal static class EnvironmentNumber
{
    private const double SecondsMax = 365 * 24 * 3_600;

    /// <summary>A whole number; the server says what is out of range.</summary>
    public static Option<long> Whole(string name, string variable, long fallback, string description) =>
        Create(new NumberOption<long>(name, variable, fallback, description, "a whole number", text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : null));

    /// <inheritdoc cref="Whole"/>
    public static Option<int> Count(string name, string variable, int fallback, string description) =>
        Create(new NumberOption<int>(name, variable, fallback, description, "a whole number", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : null));

    /// <summary>A time in seconds, with a fraction where wanted.</summary>
    public static Option<double> Seconds(string name, string variable, TimeSpan fallback, string description) =>
        Create(new NumberOption<double>(
            name, variable, fallback.TotalSeconds, description, "a number of seconds", text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && Math.Abs(value) <= SecondsMax
                    ? value
                    : null));

    /// <summary>A switch that <c>true</c> or <c>1</c> in the environment turns on.</summary>
    public static Option<bool> Flag(string name, string variable, string description) => new(name)
    {
        Description = $"{description} [env: {variable}]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable)?.ToLowerInvariant() is "true" or "1",
    };

    private static Option<T> Create<T>(NumberOption<T> number)
        where T : struct => new VariableOption<T>(number.Name, number.Variable)
        {
            Description = $"{number.Description} [env: {number.Variable}]",
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(number.Variable) is { Length: > 0 } text
                ? Read(number, result, number.Variable, text)
                : number.Fallback,
            CustomParser = result =>
                Read(number, result, number.Name, result.Tokens is [var token] ? token.Value : ""),
        };

    private static T Read<T>(NumberOption<T> number, SymbolResult result, string source, string text)
        where T : struct
    {
        if (number.Parse(text) is { } value)
        {
            return value;
        }

        result.AddError($"{source} is '{text}', expected {number.Expected}.");
        return number.Fallback;
    }

    private sealed record NumberOption<T>(
        string Name, string Variable, T Fallback, string Description, string Expected, Func<string, T?> Parse)
        where T : struct;
}
