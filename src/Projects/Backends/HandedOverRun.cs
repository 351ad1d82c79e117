using System.Text.Json.Serialization;
using Tracking.Contracts.Runs;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;
using Tracking.Projects.Pipelines.Running;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Backends;

/// <summary>A run that is carried out by another process, complete: the file run.json of its job's folder.</summary>
internal sealed record HandedOverRun
{
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    [JsonPropertyName("request")]
    public required ProjectRunRequest Request { get; init; }

    /// <summary>The one that runs; a step of a workflow may have its own.</summary>
    [JsonPropertyName("entry_point")]
    public required EntryPoint EntryPoint { get; init; }

    /// <summary>The environment manager's name.</summary>
    [JsonPropertyName("environment_manager")]
    public required string EnvironmentManager { get; init; }

    /// <summary>The working copy; it lies where the other process sees it too.</summary>
    [JsonPropertyName("copy_folder")]
    public required string CopyFolder { get; init; }

    [JsonPropertyName("subfolder")]
    public required string Subfolder { get; init; }

    [JsonPropertyName("source_digest")]
    public required string SourceDigest { get; init; }

    [JsonPropertyName("local_repository")]
    public string? LocalRepository { get; init; }

    [JsonPropertyName("git")]
    public GitState? Git { get; init; }

    /// <summary>Of a step: what it must leave.</summary>
    [JsonPropertyName("due")]
    public DueOutputs? Due { get; init; }

    /// <summary>How long the process that follows the job may be silent before it counts as gone.</summary>
    [JsonPropertyName("silence_max")]
    public required TimeSpan SilenceMax { get; init; }

    public static HandedOverRun Of(PlannedRun planned, string manager, RunInfo run, TimeSpan silenceMax) => new()
    {
        SilenceMax = silenceMax,
        RunId = run.RunId!,
        Request = planned.Request with { RunId = run.RunId },
        EntryPoint = planned.EntryPoint,
        EnvironmentManager = manager,
        CopyFolder = planned.Copy.Root,
        Subfolder = planned.Copy.Subfolder,
        SourceDigest = planned.Copy.Digest,
        LocalRepository = planned.Copy.LocalRepository,
        Git = planned.Copy.Git,
        Due = planned.Due,
    };

    /// <summary>The run as it was planned.</summary>
    /// <exception cref="ProjectException">Somebody has changed the working copy.</exception>
    public async Task<PlannedRun> PlannedAsync(WorkingCopy copy, CancellationToken cancellationToken) => new(
        Request,
        copy,
        await ImplicitProject.LoadAsync(copy.Folder, cancellationToken),
        EntryPoint,
        ParameterBinding.Of(EntryPoint, Request.Parameters))
    {
        Due = Due,
    };

    /// <summary>The working copy, which stays the property of the process that made it.</summary>
    public WorkingCopy Copy() => new(CopyFolder, Subfolder, SourceDigest)
    {
        LocalRepository = LocalRepository,
        Git = Git,
        IsLeft = true,
    };

    /// <summary>Deletes the working copy of a run that is over.</summary>
    public void DeleteCopy()
    {
        if (Directory.Exists(CopyFolder))
        {
            using var copy = Copy();
            copy.IsLeft = false;
        }
    }
}

[JsonSerializable(typeof(HandedOverRun))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class HandedOverJson : JsonSerializerContext;
