using System.Text.Json.Serialization;
using Tracking.Contracts.Runs;
using Tracking.Projects.Format;
using Tracking.Projects.Pipelines;

namespace Tracking.Projects;

/// <summary>What to run, and how.</summary>
/// <param name="Uri">
/// A folder, a zip file, a git URL with <c>#subfolder</c>, <c>runs:/run_id/path</c> for a project that is an artifact,
/// or <c>runs:/run_id</c> to repeat a run.
/// </param>
public sealed record ProjectRunRequest(string Uri)
{
    private const int JobsMax = 256;

    /// <summary>The name of an entry point, or the path of a script; default <c>main</c>.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>A branch, tag or commit of a git project.</summary>
    public string? Version { get; init; }

    /// <summary>Values by name; those that the entry point does not declare follow as <c>--name value</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Created if missing; at most one of name and id.</summary>
    public string? ExperimentName { get; init; }

    /// <inheritdoc cref="ExperimentName"/>
    public string? ExperimentId { get; init; }

    /// <summary>For readers; the server makes one up by default.</summary>
    public string? RunName { get; init; }

    /// <summary>An existing run to use instead of a new one.</summary>
    public string? RunId { get; init; }

    /// <summary>local, system, dotnet, virtualenv, uv, conda or docker; by default what the project asks for.</summary>
    public string? EnvironmentManager { get; init; }

    /// <summary>Where it runs: local, slurm or kubernetes; local by default.</summary>
    public string? Backend { get; init; }

    /// <summary>A JSON or YAML file for the backend, or JSON itself.</summary>
    public string? BackendConfig { get; init; }

    /// <summary>Options for <c>docker run</c>: <c>gpus=all</c> is <c>--gpus all</c>; null stands alone.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> DockerArguments { get; init; } = [];

    /// <summary>Whether a docker project's files become a part of the image, in place of a mounted folder.</summary>
    public bool BuildImage { get; init; }

    /// <summary>Whether the image of a docker project holds it already; for the backend kubernetes.</summary>
    public bool SkipImageBuild { get; init; }

    /// <summary>Below which the files of <c>path</c> parameters are downloaded; the working copy by default.</summary>
    public string? StorageFolder { get; init; }

    /// <summary>How long one attempt may take; null has no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Further attempts after a failed one, 0 to 100; default 0.</summary>
    public int Retries { get; init; }

    /// <summary>Steps to run in place of the project's own <c>workflow</c> section.</summary>
    [JsonIgnore]
    public Workflow? Workflow { get; init; }

    /// <summary>Steps of a workflow that run at once, 1 to 256; default: one for each processor.</summary>
    public int Jobs { get; init; } = Math.Min(Environment.ProcessorCount, JobsMax);

    /// <summary>Runs every step of a workflow, also those that nothing has changed for.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Goes on with the last run of the workflow that did not end well, or with the one that
    /// <see cref="RunId"/> names: its parameters, its run, and what it finished.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>What the environment of the run that is repeated held.</summary>
    [JsonInclude]
    internal string? RecordedLock { get; init; }

    /// <summary>What the run that is repeated ran, where it was a step of a workflow.</summary>
    [JsonInclude]
    internal EntryPoint? RecordedEntryPoint { get; init; }

    internal string EntryPointOrMain => EntryPoint ?? ProjectModel.MainEntryPoint;

    /// <exception cref="ProjectException">Settings that contradict each other.</exception>
    internal void Validate()
    {
        if (ExperimentName is not null && ExperimentId is not null)
        {
            throw new ProjectException("Give the experiment's name or its id, not both.");
        }

        if (Retries is < 0 or > 100)
        {
            throw new ProjectException($"retries is {Retries}, expected 0 to 100.");
        }

        if (Jobs is < 1 or > JobsMax)
        {
            throw new ProjectException($"jobs is {Jobs}, expected 1 to {JobsMax}.");
        }

        if (Force && Resume)
        {
            throw new ProjectException("Give force or resume, not both: one runs all steps, the other what is left.");
        }

        if (Timeout <= TimeSpan.Zero)
        {
            throw new ProjectException($"timeout is {Timeout}, expected a positive time.");
        }
    }
}

/// <summary>How a run of a project ended.</summary>
/// <param name="RunId">Its id on the tracking server.</param>
/// <param name="ExperimentId">Where it is.</param>
/// <param name="Status">FINISHED, FAILED, or KILLED for one that was cancelled.</param>
/// <param name="ExitCode">Of the last attempt; null when the program was never started.</param>
public sealed record ProjectRunResult(string RunId, string ExperimentId, RunStatus Status, int? ExitCode)
{
    /// <summary>Of a workflow, in the order in which they were due; empty for a single run.</summary>
    public IReadOnlyList<WorkflowStepReport> Steps { get; init; } = [];
}
