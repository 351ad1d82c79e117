using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Serving.Batching;

namespace Tracking.Serving.Core;

/// <summary>
/// A model that answers. Its scorer is disposed when the model is closed and its last lease has ended, so a run under
/// way never loses its session. Thread-safe.
/// </summary>
internal sealed class LoadedModel(
    ServedIdentity identity, IScorer scorer, ModelSignature? signature, ModelStatistics statistics)
    : IDisposable, IThreadPoolWorkItem
{
    // One lease belongs to the owner and ends with Dispose.
    private int _leases = 1;
    private int _closed;
    private volatile bool _runsLong;
    private volatile ModelBatcher? _batcher;

    /// <summary>The name that it is served under.</summary>
    public string Name => identity.Name;

    /// <summary>Its version in the registry; null where it has none.</summary>
    public string? Version => identity.Version;

    /// <summary>Format and engine as Open Inference names them, such as onnxruntime_onnx.</summary>
    public string Platform => identity.Platform;

    /// <summary>The folder that it was loaded from.</summary>
    public string Directory => identity.Directory;

    public IScorer Scorer => scorer;

    /// <summary>What its author declared; null where the model has none.</summary>
    public ModelSignature? Signature => signature;

    /// <summary>Joins requests; null where every request runs by itself.</summary>
    public ModelBatcher? Batcher => _batcher;

    /// <summary>How requests were to be joined when that was settled last.</summary>
    public BatchingOptions Batching { get; set; } = new();

    /// <summary>Why there is no batcher; null where there is one, or nobody asked.</summary>
    public string? UnbatchedBecause { get; set; }

    /// <summary>The size of its files, which stands for the memory that it takes.</summary>
    public long Bytes { get; init; }

    /// <summary>How often its example is scored before it answers.</summary>
    public int WarmUpRuns { get; init; } = 1;

    /// <summary>Requests that it works on at a time, 0 for no bound; null for what the host says.</summary>
    public int? ConcurrentRequests { get; init; }

    /// <summary>Whether its last run was a <see cref="RunThreads.LongRun"/>.</summary>
    public bool RunsLong
    {
        get => _runsLong;
        set
        {
            // A write for each of many short runs would pass from processor to processor.
            if (_runsLong != value)
            {
                _runsLong = value;
            }
        }
    }

    /// <summary>Goes with the scorer; null where nothing was downloaded. Set before the model answers.</summary>
    public IDisposable? Files { get; set; }

    /// <summary>What this version did, before this load too.</summary>
    public ModelStatistics Statistics => statistics;

    /// <summary>Requests are joined by this from now on; what was there before finishes what it has.</summary>
    public void JoinWith(ModelBatcher? batcher) => Interlocked.Exchange(ref _batcher, batcher)?.Dispose();

    /// <summary>Keeps the scorer alive until the lease is disposed.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotReady"/>: it is closed.</exception>
    public ModelLease Lease() => TryLease(out var lease)
        ? lease
        : throw new ServingException(ServingError.ModelNotReady, $"Model '{Name}' is shutting down.");

    /// <summary>As <see cref="Lease"/>, or says that it is closed.</summary>
    public bool TryLease(out ModelLease lease)
    {
        var seen = Volatile.Read(ref _leases);
        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref _leases, seen + 1, seen);
            if (before == seen)
            {
                lease = new ModelLease(this);
                return true;
            }

            seen = before;
        }

        lease = default;
        return false;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            JoinWith(null);
            if (Interlocked.Decrement(ref _leases) == 0)
            {
                Close();
            }
        }
    }

    // Closing takes its time, which a request whose lease is the last is not to wait for.
    internal void EndLease()
    {
        if (Interlocked.Decrement(ref _leases) == 0)
        {
            RunThreads.Shared.Queue(this);
        }
    }

    void IThreadPoolWorkItem.Execute() => Close();

    private void Close()
    {
        scorer.Dispose();
        Files?.Dispose();
    }
}

/// <summary>One use of a <see cref="LoadedModel"/>; dispose it once.</summary>
internal readonly struct ModelLease(LoadedModel model) : IDisposable
{
    /// <summary>What is leased.</summary>
    public LoadedModel Model => model;

    public void Dispose() => model.EndLease();
}

/// <summary>What a model is known as.</summary>
/// <param name="Name">The name that it is served under.</param>
/// <param name="Version">Its version in the registry; null where it has none.</param>
/// <param name="Platform">Format and engine as Open Inference names them.</param>
/// <param name="Directory">The folder that it was loaded from.</param>
internal sealed record ServedIdentity(string Name, string? Version, string Platform, string Directory);
