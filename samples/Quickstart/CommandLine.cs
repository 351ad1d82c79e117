using System.Runtime.InteropServices;

namespace Tracking.Quickstart;

/// <summary>What surrounds the story: options, Ctrl-C, and errors as one line.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(
        string[] arguments, Func<QuickstartOptions, Screen, CancellationToken, Task<bool>> story)
    {
        QuickstartOptions options;
        try
        {
            options = QuickstartOptions.Parse(arguments);
        }
        catch (FormatException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return WrongUsage;
        }

        if (options.Help)
        {
            Console.WriteLine(QuickstartOptions.Usage);
            return 0;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await story(options, Screen.OfConsole(), stop.Token) ? 0 : Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before the end.");
            return Interrupted;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"Quickstart failed: {error.Message.ReplaceLineEndings(" ")}");
            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Ends with Ctrl-C or SIGTERM, without an error.</summary>
    public static Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(stopped.SetResult);
        return stopped.Task;
    }
}
