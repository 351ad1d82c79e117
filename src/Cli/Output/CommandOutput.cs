namespace Tracking.Cli.Output;

/// <summary>Where a command writes: results to one stream, what a person should know to the other.</summary>
internal sealed class CommandOutput(TextWriter results, TextWriter notes, Screen? screen = null)
{
    public TextWriter Results { get; } = results;

    public TextWriter Notes { get; } = notes;

    public Screen Screen { get; } = screen ?? Screen.None;

    /// <summary>Writes the one line of a failed command and gives its exit code.</summary>
    public async Task<int> FailAsync(string message)
    {
        await Notes.WriteLineAsync("Error: " + message.ReplaceLineEndings(" "));
        return ExitCodes.Failure;
    }
}
