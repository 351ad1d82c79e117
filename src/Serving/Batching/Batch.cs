using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>Requests on their way through the model together; runs on a thread for long runs.</summary>
internal sealed class Batch(Action<Batch> run, List<PendingRequest> requests, DispatchReason reason)
    : IThreadPoolWorkItem, IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    public IReadOnlyList<PendingRequest> Requests => requests;

    public int Rows { get; } = requests.Sum(request => request.Rows);

    public DispatchReason Reason => reason;

    /// <summary>How many still wait for the answer; belongs to the batcher's lock.</summary>
    public int Wanted { get; set; } = requests.Count;

    /// <summary>Fires when nobody waits for the answer any more; a request alone brings its own.</summary>
    public CancellationToken Abandoned => requests.Count == 1 ? requests[0].Request.Deadline : _abandoned.Token;

    public void Abandon() => _abandoned.Cancel();

    public void Execute() => run(this);

    /// <summary>Every request is answered: nobody abandons it any more.</summary>
    public void Dispose() => _abandoned.Dispose();
}
