using System.Diagnostics;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Batching;

/// <summary>Waits for its batch; the task is its answer. Its state belongs to the scheduler's lock.</summary>
internal sealed class PendingRequest(InferenceRequest request, int rows, double arrived, double due)
    : TaskCompletionSource<IReadOnlyList<NamedTensor>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public InferenceRequest Request => request;

    /// <summary>The request's span; empty where it is not sampled.</summary>
    public ActivityContext Caller { get; } = ModelSpans.Caller();

    public int Rows => rows;

    /// <summary>Seconds of the batcher's clock.</summary>
    public double Arrived => arrived;

    /// <summary>Its place in the queue, in seconds of the batcher's clock; a lower priority makes it later.</summary>
    public double Due => due;

    public bool IsUrgent => request.Priority == 1;

    public PendingState State { get; set; }

    /// <summary>What it runs in; null while it waits.</summary>
    public Batch? Batch { get; set; }

    /// <summary>Where it waits; null once it does not.</summary>
    public LinkedListNode<PendingRequest>? Place { get; set; }
}

/// <summary>How far a request has come, which says what its cancellation may do.</summary>
internal enum PendingState
{
    /// <summary>It may be taken out and answered at once.</summary>
    Queued,

    /// <summary>Its inputs are being read: it is answered when they have been.</summary>
    Joining,

    /// <summary>Its inputs were copied: it may be answered at once, its rows run along.</summary>
    Running,

    /// <summary>It runs alone on its own inputs, and its own token ends the run.</summary>
    Alone,

    /// <summary>It is answered.</summary>
    Done,
}
