using System.Collections.Concurrent;
using System.ComponentModel;
using Tracking.Models.Flavors.Processes.Frames;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>What the workers of a model share.</summary>
internal sealed record WorkerContext(
    ProcessCommand Command,
    ProcessGuard Guard,
    ModelProcessOptions Options,
    ErrorLines Errors,
    RestartBackoff Backoff,
    BlockingCollection<ScoreJob> Jobs);

/// <summary>
/// A thread with a process: takes calls one by one and starts the process again when it has ended. Pipes block, and
/// callers block on them: threads of the pool would wait for one another.
/// </summary>
internal sealed class ProcessWorker
{
    private readonly WorkerContext _context;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _loaded = new();
    private ModelProcess? _process;

    public ProcessWorker(WorkerContext context, CancellationToken loading)
    {
        _context = context;
        _thread = new Thread(() => Run(loading)) { IsBackground = true, Name = "model process" };
        _thread.Start();
    }

    /// <summary>Ends when the model is loaded, with <see cref="ModelLoadException"/> if it cannot be.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Waits until the thread has ended, and its process with it; no jobs may come any more.</summary>
    public void Join() => _thread.Join();

    private void Run(CancellationToken loading)
    {
        try
        {
            Begin(loading);
            _loaded.SetResult();
        }
        catch (Exception error)
        {
            _process?.Dispose();
            _loaded.SetException(error);
            return;
        }

        // Ends when no jobs may be added any more and those that wait have been told.
        foreach (var job in _context.Jobs.GetConsumingEnumerable(CancellationToken.None))
        {
            try
            {
                job.Abandoned.ThrowIfCancellationRequested();
                job.Complete(Serve(job));
            }
            catch (Exception error)
            {
                job.Fail(error);
            }
        }

        _process?.Dispose();
    }

    private IReadOnlyList<NamedTensor> Serve(ScoreJob job)
    {
        if (_process is { HasEnded: true })
        {
            _context.Backoff.Failed();
            Drop();
        }

        var process = _process ?? Restart(job.Abandoned);
        using var overdue = new Overdue(process, _context.Options.GracePeriod, _context.Options.Time, job.Abandoned);
        try
        {
            var answer = process.Exchange.Score(job.Inputs, job.Outputs);
            _context.Backoff.Succeeded();
            return answer;
        }
        catch (ModelProcessException error)
        {
            _context.Backoff.Succeeded();
            throw new ScoringException(error.Fault, error.Message, error);
        }
        catch (FrameTooLargeException error)
        {
            throw new ScoringException(ScoringFault.InvalidInput, error.Message, error);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw Ended(process, error, overdue.HasKilled);
        }
        finally
        {
            // Without this a process that was killed between two calls would fail the next one.
            if (overdue.HasKilled)
            {
                Drop();
            }
        }
    }

    private ScoringException Ended(ModelProcess process, Exception error, bool wasKilled)
    {
        if (!wasKilled)
        {
            _context.Backoff.Failed();
        }

        if (error is InvalidDataException)
        {
            process.Kill();
        }

        var how = process.Ending();
        Drop();
        return new ScoringException(
            ScoringFault.ModelFailed,
            error is InvalidDataException
                ? $"The model's process broke the protocol, and was ended: {error.Message}."
                : $"The model's process ended: {how}.",
            error);
    }

    private void Drop()
    {
        _process?.Dispose();
        _process = null;
    }

    private ModelProcess Restart(CancellationToken abandoned)
    {
        var delay = _context.Backoff.Delay() ?? throw new ScoringException(
            ScoringFault.ModelFailed,
            $"The model's process ended {RestartBackoff.MostInARow} times in a row, the last time with "
            + $"'{_context.Errors.Last}'; it is started again later.");
        if (delay > TimeSpan.Zero)
        {
            Task.Delay(delay, _context.Options.Time, abandoned).Wait(abandoned);
        }

        try
        {
            Begin(abandoned);
            return _process!;
        }
        catch (ModelLoadException error)
        {
            _context.Backoff.Failed();
            Drop();
            throw new ScoringException(ScoringFault.ModelFailed, error.Message, error);
        }
    }

    private void Begin(CancellationToken cancellationToken)
    {
        var (command, guard, options, errors, _, _) = _context;
        try
        {
            _process = ModelProcess.Start(command, guard, errors, options);
        }
        catch (Exception error) when (error is IOException or Win32Exception)
        {
            throw new ModelLoadException($"'{command.Program}' cannot be started: {error.Message}", error);
        }

        using var timeout = new CancellationTokenSource(options.StartTimeout, options.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var overdue = new Overdue(_process, TimeSpan.Zero, options.Time, stop.Token);
        try
        {
            _process.Exchange.Load(command.About);
        }
        catch (ModelProcessException error)
        {
            throw new ModelLoadException(error.Message, error);
        }
        catch (InvalidDataException error)
        {
            _process.Kill();
            throw new ModelLoadException(
                $"'{command.Program}' does not speak the protocol of models in processes: {error.Message}.", error);
        }
        catch (IOException error)
        {
            throw new ModelLoadException(
                timeout.IsCancellationRequested
                    ? $"'{command.Program}' did not load the model within {options.StartTimeout.TotalSeconds:0.###} s."
                    : $"'{command.Program}' ended before it had loaded the model, {_process.Ending()}.",
                error);
        }
    }
}
