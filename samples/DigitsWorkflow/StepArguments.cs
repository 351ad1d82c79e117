using System.Globalization;

namespace Tracking.DigitsWorkflow;

/// <summary>A step's name and its <c>--name value</c> pairs.</summary>
internal sealed record StepArguments(string Step, IReadOnlyDictionary<string, string> Values)
{
    /// <exception cref="ArgumentException">They are not of that form.</exception>
    public static StepArguments Parse(string[] arguments)
    {
        if (arguments.Length % 2 == 0)
        {
            throw new ArgumentException("Expected a step and --name value pairs.");
        }

        return new StepArguments(
            arguments[0], arguments.Skip(1).Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1]));
    }

    public string Text(string name) => Values.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException($"Step '{Step}' needs --{name}.");

    public double Number(string name) => double.Parse(Text(name), CultureInfo.InvariantCulture);

    public int Whole(string name) => checked((int)Number(name));
}
