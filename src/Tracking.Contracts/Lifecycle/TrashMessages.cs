using System.Text.Json.Serialization;

namespace Tracking.Contracts.Lifecycle;

/// <summary>1 to 100 runs; all must be deleted already.</summary>
public sealed record DeleteRunsPermanentlyRequest
{
    [JsonPropertyName("run_ids")]
    public IReadOnlyList<string>? RunIds { get; set; }
}

/// <summary>1 to 100 experiments; all must be deleted already.</summary>
public sealed record DeleteExperimentsPermanentlyRequest
{
    [JsonPropertyName("experiment_ids")]
    public IReadOnlyList<string>? ExperimentIds { get; set; }
}

/// <summary>1 to 100 logged models; all must be deleted already.</summary>
public sealed record DeleteLoggedModelsPermanentlyRequest
{
    [JsonPropertyName("model_ids")]
    public IReadOnlyList<string>? ModelIds { get; set; }
}

/// <summary>Everything in the trash, or what has been there for an age.</summary>
public sealed record CollectTrashRequest
{
    /// <summary>Such as <c>30d</c> or <c>1d2h3m4s</c>; 0 by default.</summary>
    [JsonPropertyName("older_than")]
    public string? OlderThan { get; set; }

    /// <summary>Whether to tell only, and remove nothing.</summary>
    [JsonPropertyName("dry_run")]
    public bool? DryRun { get; set; }
}

/// <summary>What was removed for good, and what was not.</summary>
public sealed record CollectTrashResponse
{
    [JsonPropertyName("removed")]
    public IReadOnlyList<TrashItem>? Removed { get; set; }

    [JsonPropertyName("kept")]
    public IReadOnlyList<TrashItem>? Kept { get; set; }

    /// <summary>How many artifact folders were removed.</summary>
    [JsonPropertyName("artifact_folders")]
    public int? ArtifactFolders { get; set; }

    [JsonPropertyName("artifacts_left")]
    public IReadOnlyList<ArtifactsLeftBehind>? ArtifactsLeft { get; set; }

    /// <summary>False when the limit of one call was met: call again for the rest.</summary>
    [JsonPropertyName("complete")]
    public bool? Complete { get; set; }
}

/// <summary>Something that is, or was, in the trash.</summary>
public sealed record TrashItem
{
    /// <summary><c>experiment</c>, <c>run</c> or <c>logged_model</c>.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; set; }

    [JsonPropertyName("id")]
    public string? Id { get; set; }

    /// <summary>Why it stays.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }
}

/// <summary>A folder of something removed that is still there.</summary>
public sealed record ArtifactsLeftBehind
{
    [JsonPropertyName("uri")]
    public string? Uri { get; set; }

    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Whether the next collection tries again.</summary>
    [JsonPropertyName("retried")]
    public bool? Retried { get; set; }
}
