namespace Tracking.Serving.Core;

/// <summary>The statistics of one version of a model at one moment; durations count per request.</summary>
internal sealed record ModelStatisticsSnapshot
{
    public required string Name { get; init; }

    /// <summary>Null where the model has none.</summary>
    public required string? Version { get; init; }

    /// <summary>Milliseconds since 1970 when the model ran last; 0 if it never did.</summary>
    public required long LastInference { get; init; }

    /// <summary>Rows scored.</summary>
    public required long InferenceCount { get; init; }

    /// <summary>Runs of the model; fewer than rows where requests were joined.</summary>
    public required long ExecutionCount { get; init; }

    public required DurationTotal Success { get; init; }

    public required DurationTotal Fail { get; init; }

    /// <summary>Requests whose time was up or whose caller had gone.</summary>
    public required DurationTotal Cancel { get; init; }

    public required DurationTotal Queue { get; init; }

    /// <summary>Reading inputs from requests and joining them.</summary>
    public required DurationTotal ComputeInput { get; init; }

    /// <summary>Running the model.</summary>
    public required DurationTotal ComputeInfer { get; init; }

    /// <summary>Splitting the outputs and writing answers.</summary>
    public required DurationTotal ComputeOutput { get; init; }

    /// <summary>Per number of rows, ascending; durations count per run.</summary>
    public required IReadOnlyList<BatchSizeStatistics> Batches { get; init; }
}

/// <summary>The runs with one number of rows.</summary>
/// <param name="Rows">The number.</param>
/// <param name="ComputeInput">Reading inputs from requests and joining them.</param>
/// <param name="ComputeInfer">Running the model.</param>
/// <param name="ComputeOutput">Splitting the outputs and writing answers.</param>
internal sealed record BatchSizeStatistics(
    int Rows, DurationTotal ComputeInput, DurationTotal ComputeInfer, DurationTotal ComputeOutput);

/// <summary>One run of a model.</summary>
/// <param name="Rows">In all its requests.</param>
/// <param name="Requests">How many were joined.</param>
/// <param name="Input">Joining them.</param>
/// <param name="Infer">Running the model.</param>
/// <param name="Output">Splitting the answers.</param>
internal readonly record struct ExecutionTiming(
    int Rows, int Requests, TimeSpan Input, TimeSpan Infer, TimeSpan Output)
{
    /// <summary>Reading the inputs of all its requests from what their callers sent.</summary>
    public TimeSpan Reading { get; init; }
}
