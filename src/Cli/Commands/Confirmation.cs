using System.CommandLine;

namespace Tracking.Cli.Commands;

/// <summary>Asks before something is taken away, if a person is there; scripts are never asked.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };

    public void AddTo(Command command) => command.Add(_yes);

    /// <summary>Whether it shall be done; if not, that was said.</summary>
    public async Task<bool> IsGivenAsync(ClientCall call, string question)
    {
        if (call.Get(_yes) || !call.Output.Screen.CanAnswer)
        {
            return true;
        }

        await call.Output.Notes.WriteAsync($"{question} [y/N] ");
        await call.Output.Notes.FlushAsync(call.CancellationToken);
        // Reading from a terminal cannot be cancelled, so that the reader is left behind when Ctrl-C comes.
        var answer = await Task.Run(Console.In.ReadLine, call.CancellationToken).WaitAsync(call.CancellationToken);
        if (answer?.Trim().ToLowerInvariant() is "y" or "yes")
        {
            return true;
        }

        await call.Output.Notes.WriteLineAsync("Nothing was changed.");
        return false;
    }
}
