namespace Tracking.Cli.Commands.Serve;

/// <summary>
/// Binds a process to the one that started it: when that ends, however it ends, the system closes the pipe.
/// </summary>
internal static class StandardInput
{
    /// <summary>A token that fires when standard input has ended; what comes before is not looked at.</summary>
    public static CancellationToken EndOf(CancellationToken cancellationToken)
    {
        // Never disposed: the end may come at any time until the process ends.
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var thread = new Thread(() => Read(end)) { IsBackground = true, Name = "standard input" };
        thread.Start();
        return end.Token;
    }

    /// <summary>A thread of its own: a read of a pipe cannot be cancelled.</summary>
    private static void Read(CancellationTokenSource end)
    {
        try
        {
            using var input = Console.OpenStandardInput();
            var buffer = new byte[256];
            while (input.Read(buffer) > 0)
            {
                // Whatever it is, it says that the other side is there.
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end too.
        }

        end.Cancel();
    }
}
