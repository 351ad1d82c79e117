using System.Collections.Concurrent;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>The processes of a model. Thread-safe; disposing ends them.</summary>
internal sealed class ProcessPool : IDisposable
{
    private readonly BlockingCollection<ScoreJob> _jobs;
    private readonly ModelProcessOptions _options;
    private readonly ProcessGuard _guard = ProcessGuard.Start();
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _loading;
    private readonly List<ProcessWorker> _workers;
    private int _isDisposed;

    private ProcessPool(
        ProcessCommand command, int workers, ModelProcessOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _jobs = new BlockingCollection<ScoreJob>(options.MaxWaiting);
        var context = new WorkerContext(
            command, _guard, options, new ErrorLines(options.Output), new RestartBackoff(options.Time), _jobs);
        _loading = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, cancellationToken);
        _workers = [.. Enumerable.Range(0, workers).Select(_ => new ProcessWorker(context, _loading.Token))];
    }

    /// <summary>Starts processes and waits until each has loaded the model.</summary>
    /// <exception cref="ModelLoadException">One could not; says why.</exception>
    public static ProcessPool Start(
        ProcessCommand command, int workers, ModelProcessOptions options, CancellationToken cancellationToken)
    {
        var pool = new ProcessPool(command, workers, options, cancellationToken);
        try
        {
            foreach (var worker in pool._workers)
            {
                worker.Loaded.GetAwaiter().GetResult();
            }

            return pool;
        }
        catch
        {
            pool.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Scores on one of the processes; the calling thread waits.</summary>
    /// <exception cref="ScoringException">The model failed, too many wait already, or time is up.</exception>
    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs, IReadOnlyList<string>? outputs, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        using var timeout = new CancellationTokenSource(_options.ScoreTimeout, _options.Time);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token, cancellationToken, _closing.Token);
        var job = new ScoreJob(inputs, outputs, abandoned.Token);
        if (!_jobs.TryAdd(job))
        {
            throw new ScoringException(
                ScoringFault.ModelFailed, $"{_options.MaxWaiting} calls wait for the model's processes already.");
        }

        try
        {
            return job.Wait();
        }
        catch (Exception error) when (error is OperationCanceledException || abandoned.IsCancellationRequested)
        {
            // The end of a process that was killed for it may come before the word that the caller has gone.
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            throw new ScoringException(
                ScoringFault.ModelFailed,
                $"The model's process did not answer within {_options.ScoreTimeout.TotalSeconds:0.###} s.");
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _jobs.CompleteAdding();
            _closing.Cancel();
            _workers.ForEach(worker => worker.Join());
            _guard.Dispose();
            _loading.Dispose();
            _closing.Dispose();
            _jobs.Dispose();
        }
    }
}
