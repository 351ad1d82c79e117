using System.Diagnostics;

namespace Tracking.Projects.Execution;

/// <summary>
/// How a process is started so that it and all its children end with their runner, however that ends. A small shell
/// stands between: it starts the program as a process group of its own and reads what to do from a pipe, which the
/// system closes when the runner dies.
/// </summary>
internal static class Supervisor
{
    private const string Script = """
        if [ -n "$BASH_VERSION" ]; then set -m; lead=; else lead=setsid; fi
        trap : INT TERM HUP
        exec 3<&0 4>&1 5>&2 >/dev/null 2>&1
        $lead "$@" </dev/null >&4 2>&5 3<&- 4>&- 5>&- &
        child=$!
        {
          while read -r signal <&3; do kill -"$signal" -- -"$child"; done
          kill -TERM -- -"$child"; sleep 5; kill -KILL -- -"$child"
        } 4>&- 5>&- &
        watch=$!
        exec 4>&- 5>&-
        while :; do
          wait "$child"; status=$?
          kill -0 "$child" || break
        done
        kill -KILL -- -"$child"
        kill -KILL -- -"$watch" || kill -KILL "$watch"
        exit "$status"
        """;

    /// <summary>The start of <paramref name="program"/> with its pipes redirected.</summary>
    public static ProcessStartInfo Start(string program, ProcessLaunch launch)
    {
        var info = new ProcessStartInfo
        {
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (OperatingSystem.IsWindows())
        {
            info.FileName = program;
        }
        else
        {
            info.FileName = File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";
            foreach (var argument in (string[])["-c", Script, "tracking-run", program])
            {
                info.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in launch.Words.Skip(1))
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in launch.Variables)
        {
            info.Environment[name] = value;
        }

        if (launch.ProgramFolders.Count > 0)
        {
            info.Environment["PATH"] = string.Join(
                Path.PathSeparator, [.. launch.ProgramFolders, info.Environment["PATH"] ?? ""]);
        }

        return info;
    }

    /// <summary>Asks the process and its children to end.</summary>
    public static Task TerminateAsync(Process process) => SignalAsync(process, "TERM");

    /// <summary>Ends the process and its children.</summary>
    public static Task KillAsync(Process process) => SignalAsync(process, "KILL");

    private static async Task SignalAsync(Process process, string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no request to end that a console program would hear from another one.
            process.Kill(entireProcessTree: true);
            return;
        }

        try
        {
            await process.StandardInput.WriteLineAsync(signal);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // The pipe closes with the process: it has ended already.
        }
    }
}
