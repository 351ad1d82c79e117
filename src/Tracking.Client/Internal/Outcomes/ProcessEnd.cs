using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Outcomes;

/// <summary>Ends runs that are still open, and waits for outcomes on their way, when the process ends.</summary>
internal static class ProcessEnd
{
    // Long enough for a healthy server, short enough for whoever waits for the process to go.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly ConcurrentDictionary<IEndsWithProcess, bool> Open = new();
    private static readonly Lock Gate = new();
    private static PosixSignalRegistration[] s_signals = [];
    private static volatile bool s_interrupted;

    internal static void Register(IEndsWithProcess one)
    {
        Open[one] = true;
        lock (Gate)
        {
            if (s_signals.Length > 0)
                return;
            AppDomain.CurrentDomain.UnhandledException += (_, args) =>
                EndAll(RunStatus.Failed, args.ExceptionObject as Exception);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll(StatusAtExit(), null);
            // Unless somebody handles the signal, the process is gone afterwards, without ProcessExit.
            PosixSignal[] ending = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
            s_signals = [.. ending.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        }
    }

    internal static void Forget(IEndsWithProcess one) => Open.TryRemove(one, out _);

    private static void OnSignal(PosixSignalContext context)
    {
        s_interrupted = true;
        EndAll(RunStatus.Killed, null);
    }

    private static RunStatus StatusAtExit() =>
        s_interrupted ? RunStatus.Killed : Environment.ExitCode == 0 ? RunStatus.Finished : RunStatus.Failed;

    private static void EndAll(RunStatus status, Exception? because)
    {
        var open = Open.Keys.ToArray();
        if (open.Length == 0)
            return;
        var ending = Task.Run(() => Task.WhenAll(open.Select(one => one.EndWithProcessAsync(status, because))));
        try
        {
            if (!ending.Wait(Patience))
                Console.Error.WriteLine($"tracking: the server did not take the end of {open.Length} run(s) in time");
        }
        catch (AggregateException failure)
        {
            Console.Error.WriteLine($"tracking: a run could not be ended: {failure.InnerException?.Message}");
        }
    }
}

/// <summary>Something that must be told that the process ends.</summary>
internal interface IEndsWithProcess
{
    /// <summary>Must not throw what it can help; runs while the process waits for it.</summary>
    Task EndWithProcessAsync(RunStatus status, Exception? because);
}
