using System.ComponentModel;
using System.Diagnostics;

namespace Tracking.Projects.Execution;

/// <summary>Runs a process to its end: output goes on as it comes, and nothing of it outlives the call.</summary>
internal static class ProcessRun
{
    /// <summary>The chunk in which output is handed on.</summary>
    private const int BufferBytes = 8_192;

    /// <param name="launch">What to start.</param>
    /// <param name="output">Gets what the process writes, from both streams, as it comes.</param>
    /// <param name="cancellationToken">Ends the process, gracefully first.</param>
    /// <exception cref="ProjectException">The program cannot be found or started.</exception>
    public static async Task<ProcessResult> ToEndAsync(
        ProcessLaunch launch, IOutputSink output, CancellationToken cancellationToken)
    {
        using var process = Start(launch);
        var reading = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, isError: false, output),
            PumpAsync(process.StandardError.BaseStream, isError: true, output));
        var end = ProcessEnd.Exited;
        using var timeout = new CancellationTokenSource(launch.Timeout ?? Timeout.InfiniteTimeSpan);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            end = cancellationToken.IsCancellationRequested ? ProcessEnd.Cancelled : ProcessEnd.TimedOut;
            await EndAsync(process, launch.GracePeriod);
        }

        await reading;
        return new ProcessResult(process.ExitCode, end);
    }

    private static Process Start(ProcessLaunch launch)
    {
        var program = launch.Words[0];
        var file = ProgramSearch.Find(program, launch.ProgramFolders, launch.WorkingDirectory)
            ?? throw new ProjectException(
                $"The program '{program}' is not there: install it, or correct the command of the entry point.");
        try
        {
            return Process.Start(Supervisor.Start(file, launch))!;
        }
        catch (Win32Exception error)
        {
            throw new ProjectException($"The program '{program}' cannot be started: {error.Message}.", error);
        }
    }

    private static async Task EndAsync(Process process, TimeSpan gracePeriod)
    {
        await Supervisor.TerminateAsync(process);
        using var grace = new CancellationTokenSource(gracePeriod);
        try
        {
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            await Supervisor.KillAsync(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task PumpAsync(Stream from, bool isError, IOutputSink output)
    {
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            output.Write(buffer.AsSpan(0, read), isError);
        }
    }
}
