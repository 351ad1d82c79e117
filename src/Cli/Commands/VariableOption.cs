using System.CommandLine;

namespace Tracking.Cli.Commands;

/// <summary>An option that environment variables state too.</summary>
/// <param name="name">With its dashes.</param>
/// <param name="variables">The first that is set counts.</param>
internal sealed class VariableOption<T>(string name, params IReadOnlyList<string> variables)
    : Option<T>(name), IVariableOption
{
    public bool IsSetByVariable => variables.Any(
        variable => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)));
}

/// <summary>Whether the environment states an option.</summary>
internal interface IVariableOption
{
    bool IsSetByVariable { get; }
}

/// <summary>Tells what a user has said from what is so by default.</summary>
internal static class StatedOptions
{
    /// <summary>Whether the command line or the environment states an option.</summary>
    public static bool States(this ParseResult parsed, Option option) =>
        parsed.GetResult(option) is { Implicit: false } || option is IVariableOption { IsSetByVariable: true };

    /// <summary>What was stated, or else what is given here.</summary>
    public static T Stated<T>(this ParseResult parsed, Option<T> option, T otherwise) =>
        parsed.States(option) ? parsed.GetValue(option)! : otherwise;

    /// <summary>As a time, of an option in seconds.</summary>
    public static TimeSpan Stated(this ParseResult parsed, Option<double> option, TimeSpan otherwise) =>
        parsed.States(option) ? TimeSpan.FromSeconds(parsed.GetValue(option)) : otherwise;
}
