using System.Text.Json.Serialization;
using Tracking.Projects.Format;
using Tracking.Projects.Inputs;

namespace Tracking.Projects.Records;

/// <summary>What a run keeps of itself, so that it can be repeated: the artifact project/launch.json.</summary>
internal sealed record LaunchRecord
{
    /// <summary>The folder of the run's artifacts in which all records of the project are.</summary>
    public const string ArtifactFolder = "project";

    public const string FileName = "launch.json";

    public const string PatchName = "changes.patch";

    public const string SourceName = "source.zip";

    public const string OutputName = "output.log";

    public const string LockName = "environment.lock";

    [JsonPropertyName("project_uri")]
    public required string ProjectUri { get; init; }

    [JsonPropertyName("entry_point")]
    public required string EntryPoint { get; init; }

    /// <summary>Of a step of a workflow: what it ran, wherever that was written.</summary>
    [JsonPropertyName("step_entry_point")]
    public EntryPoint? StepEntryPoint { get; init; }

    /// <summary>The run is a workflow that a program described; no file has its steps.</summary>
    [JsonPropertyName("is_workflow_in_code")]
    public bool IsWorkflowInCode { get; init; }

    [JsonPropertyName("parameters")]
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    [JsonPropertyName("environment_manager")]
    public required string EnvironmentManager { get; init; }

    /// <summary>SHA-256 of all paths and contents.</summary>
    [JsonPropertyName("source_digest")]
    public required string SourceDigest { get; init; }

    [JsonPropertyName("command")]
    public required string Command { get; init; }

    /// <summary>The project's folder in the repository or the archive; empty is the top.</summary>
    [JsonPropertyName("folder")]
    public string Folder { get; init; } = "";

    /// <summary>The files and folders that parameters named.</summary>
    [JsonPropertyName("inputs")]
    public IReadOnlyList<ProjectInput> Inputs { get; init; } = [];

    [JsonPropertyName("git_commit")]
    public string? GitCommit { get; init; }

    [JsonPropertyName("git_repository_url")]
    public string? GitRepositoryUrl { get; init; }

    /// <summary>The work tree on the machine of the run; it may have commits that were never pushed.</summary>
    [JsonPropertyName("git_local_repository")]
    public string? GitLocalRepository { get; init; }
}

[JsonSerializable(typeof(LaunchRecord))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSourceGenerationOptions(
    WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RecordJson : JsonSerializerContext;
