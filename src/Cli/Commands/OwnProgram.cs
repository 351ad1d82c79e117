namespace Tracking.Cli.Commands;

/// <summary>How this tool is started once more.</summary>
internal static class OwnProgram
{
    /// <summary>The program and the arguments before those of the tool.</summary>
    public static IReadOnlyList<string> Words()
    {
        var program = Environment.ProcessPath ?? "tracking";
        var assembly = typeof(OwnProgram).Assembly.Location;

        // A tool of one file has no assembly beside it; one that dotnet runs is an argument of it.
        return assembly.Length == 0 || Path.GetFileNameWithoutExtension(program) != "dotnet"
            ? [program]
            : [program, assembly];
    }
}
