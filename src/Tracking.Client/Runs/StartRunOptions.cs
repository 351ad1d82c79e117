namespace Tracking.Client.Runs;

/// <summary>How a run starts. All of it may be left out: then a new run starts in the client's experiment.</summary>
public sealed record StartRunOptions
{
    /// <summary>Created if missing. Default: the parent's experiment, else the client's.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>The same by id; at most one of the two. Default as above.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>For readers. Default: the server makes one up, and a resumed run keeps its own.</summary>
    public string? RunName { get; init; }

    /// <summary>
    /// A run to go on with, ended or not: it is RUNNING again, and what is logged adds to what is there. Default: a new
    /// one, or the one of MLFLOW_RUN_ID for the first start of a client.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>Shown with the run, as Markdown (the tag <c>mlflow.note.content</c>). Default none.</summary>
    public string? Description { get; init; }

    /// <summary>Further tags; they win over those that say where the run came from.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The run that this one is part of (the tag <c>mlflow.parentRunId</c>). Default none.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Whether <see cref="ActiveRun.Current"/>, if there is one, is the parent. Default false.</summary>
    public bool Nested { get; init; }

    /// <summary>Whether the run logs what the machine does. Default: as the client's options say.</summary>
    public bool? SystemMetrics { get; init; }
}
