using System.Diagnostics;
using System.Globalization;
using ChildProcess = System.Diagnostics.Process;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>
/// Ends the processes of a model when their host dies without a word: a small shell reads from a pipe which processes
/// there are, and the system closes the pipe with the host. Windows has none: there processes end with their standard
/// input. Thread-safe.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    // Groups rather than processes: what a model starts itself ends too. Debian's sh knows '--' only after '-s'.
    private const string Watch = """
        trap '' INT TERM HUP
        alive=
        while read -r verb pid; do
          rest=
          for one in $alive; do [ "$one" = "$pid" ] || rest="$rest $one"; done
          alive=$rest
          case $verb in
            add) alive="$alive $pid" ;;
            kill) kill -s KILL -- "-$pid" ;;
          esac
        done
        for one in $alive; do kill -s TERM -- "-$one" || kill -s TERM "$one"; done
        [ -z "$alive" ] || sleep 2
        for one in $alive; do kill -s KILL -- "-$one" || kill -s KILL "$one"; done
        """;

    // The program begins only when the guard knows of it; a host that dies before closes the pipe.
    private const string Wait = "read -r go || exit 1; exec \"$@\"";
    private const string Shell = "/bin/sh";

    private static readonly string? NewSession = OperatingSystem.IsWindows() ? null : ProgramFile.Find("setsid");

    private readonly Lock _gate = new();
    private readonly ChildProcess? _watcher;

    private ProcessGuard(ChildProcess? watcher) => _watcher = watcher;

    /// <summary>Starts one.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no shell.</exception>
    public static ProcessGuard Start()
    {
        if (OperatingSystem.IsWindows())
        {
            return new ProcessGuard(null);
        }

        // Its own output would keep the pipes of the host's own caller open.
        var info = new ProcessStartInfo(Shell) { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", $"exec >/dev/null 2>&1\n{Watch}", "tracking-guard"])
        {
            info.ArgumentList.Add(argument);
        }

        return new ProcessGuard(ChildProcess.Start(info));
    }

    /// <summary>Starts a program that ends with the host; its pipes are redirected.</summary>
    /// <exception cref="IOException">The guard has gone.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public ChildProcess Start(ProcessCommand command)
    {
        var info = new ProcessStartInfo
        {
            FileName = _watcher is null ? command.Program : Shell,
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] session = NewSession is null ? [] : [NewSession];
        string[] before = _watcher is null ? [] : ["-c", Wait, "tracking-model", .. session, command.Program];
        foreach (var argument in before.Concat(command.Arguments))
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in command.Variables)
        {
            info.Environment[name] = value;
        }

        var child = ChildProcess.Start(info)!;
        try
        {
            Begin(child);
            return child;
        }
        catch
        {
            child.Kill(entireProcessTree: true);
            child.Dispose();
            throw;
        }
    }

    /// <summary>Ends a process that has not ended, and what it has started.</summary>
    public void Kill(ChildProcess child)
    {
        EndGroup(child.Id);
        child.Kill(entireProcessTree: true);
    }

    /// <summary>Ends what a process has started, which may outlive it.</summary>
    public void EndGroup(int id)
    {
        try
        {
            Tell("kill", id);
        }
        catch (IOException)
        {
            // Somebody ended the guard, and so nobody holds the group against a later end of the host.
        }
    }

    public void Dispose()
    {
        if (_watcher is not null)
        {
            lock (_gate)
            {
                _watcher.StandardInput.Dispose();
            }

            _watcher.WaitForExit();
            _watcher.Dispose();
        }
    }

    private void Begin(ChildProcess child)
    {
        if (_watcher is not null)
        {
            Tell("add", child.Id);
            child.StandardInput.BaseStream.Write("go\n"u8);
            child.StandardInput.BaseStream.Flush();
        }
    }

    private void Tell(string verb, int id)
    {
        if (_watcher is null)
        {
            return;
        }

        lock (_gate)
        {
            _watcher.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{verb} {id}\n"));
            _watcher.StandardInput.Flush();
        }
    }
}
