namespace Tracking.Serving.Core;

/// <summary>Why requests were sent to a model at that moment; metrics have the names in lower case.</summary>
internal enum DispatchReason
{
    /// <summary>The model is not batched: the request ran at once.</summary>
    Unbatched,

    /// <summary>Runs of the model have too little in common for joining to pay.</summary>
    Bypass,

    /// <summary>The model was idle and waiting would not have paid.</summary>
    Idle,

    /// <summary>The batch had as many rows as it may have.</summary>
    Full,

    /// <summary>The batch had reached a preferred number of rows.</summary>
    Preferred,

    /// <summary>Waiting longer would have missed the latency target.</summary>
    Deadline,

    /// <summary>The longest delay was over.</summary>
    Delay,

    /// <summary>A request of the highest priority ended the wait.</summary>
    Priority,

    /// <summary>The model came free and took what had queued.</summary>
    Backlog,

    /// <summary>The request cannot share a batch: too many rows, or inputs without a common first dimension.</summary>
    Alone,

    /// <summary>The model is being closed.</summary>
    Drain,
}
