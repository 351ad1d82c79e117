using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Tracking.Cli.Commands;

namespace Tracking.Cli.Help;

/// <summary>Help as people read it: the commands of the tool by what they are for, and examples at the end.</summary>
internal sealed class HelpLayout(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Lays out the help of all commands.</summary>
    public static void Apply(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction usual)
            {
                option.Action = new HelpLayout(usual);
            }
        }
    }

    /// <summary>Help is given for a line that is not complete too.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is RootCommand root)
        {
            RootHelp.Write(root, output);
            return ExitCodes.Success;
        }

        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DescribedCommand { Examples.Count: > 0 } described)
        {
            output.WriteLine("Examples:");
            foreach (var example in described.Examples)
            {
                output.WriteLine("  " + example);
            }
        }

        return code;
    }
}
