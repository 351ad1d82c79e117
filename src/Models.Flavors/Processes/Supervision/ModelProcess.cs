using Tracking.Models.Flavors.Processes.Frames;
using ChildProcess = System.Diagnostics.Process;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>One running process that has loaded its model. Used by one thread, but <see cref="Kill"/> by any.</summary>
internal sealed class ModelProcess : IDisposable
{
    private readonly ChildProcess _child;
    private readonly ProcessGuard _guard;
    private readonly ErrorLines _errors;
    private readonly Task _draining;
    private readonly TimeSpan _grace;
    private readonly Lock _gate = new();
    private bool _isDisposed;

    private ModelProcess(ChildProcess child, ProcessGuard guard, ErrorLines errors, TimeSpan grace)
    {
        (_child, _guard, _errors, _grace) = (child, guard, errors, grace);
        _draining = errors.DrainAsync(child.StandardError.BaseStream);
        Exchange = null!;
    }

    /// <summary>Asks it.</summary>
    public ScoreExchange Exchange { get; private init; }

    /// <summary>Starts a process; it has not loaded its model yet.</summary>
    /// <exception cref="IOException">It ended at once.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ModelProcess Start(
        ProcessCommand command, ProcessGuard guard, ErrorLines errors, ModelProcessOptions options)
    {
        var child = guard.Start(command);
        var frames = new FrameStream(
            child.StandardInput.BaseStream, child.StandardOutput.BaseStream, options.MaxFrameBytes);
        return new ModelProcess(child, guard, errors, options.GracePeriod)
        {
            Exchange = new ScoreExchange(frames, command.Encoding),
        };
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _child.HasExited;

    /// <summary>How it ended, after its pipe has: <c>exit code 1: last line</c>.</summary>
    public string Ending()
    {
        // A process may close its output and live on.
        if (!_child.WaitForExit(_grace))
        {
            Kill();
            _child.WaitForExit();
        }

        _draining.Wait(_grace);
        var line = _errors.Last;
        return $"exit code {_child.ExitCode}" + (line is null ? "" : $": {line.TrimEnd('.')}");
    }

    /// <summary>Ends it and what it has started, at once.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            if (!_isDisposed && !_child.HasExited)
            {
                _guard.Kill(_child);
            }
        }
    }

    /// <summary>Ends it: by the end of its input, and by force after the grace period.</summary>
    public void Dispose()
    {
        _child.StandardInput.Dispose();
        if (!_child.WaitForExit(_grace))
        {
            Kill();
            _child.WaitForExit();
        }

        _guard.EndGroup(_child.Id);

        // What was said last shall be heard.
        _draining.Wait(_grace);
        lock (_gate)
        {
            _isDisposed = true;
            _child.Dispose();
        }
    }
}
