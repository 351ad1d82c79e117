using System.CommandLine;

namespace Tracking.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal class DescribedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines, shown as they are.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
