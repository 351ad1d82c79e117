using Tracking.Projects.Pipelines;

namespace Tracking.Projects;

/// <summary>Where projects are run, and who hears of it.</summary>
public sealed record ProjectRunnerOptions
{
    /// <summary>
    /// Keeps environments and working copies; default TRACKING_PROJECTS_CACHE, else the user's cache folder.
    /// </summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder();

    /// <summary>Gets what programs write to standard output; null drops it (the run keeps it).</summary>
    public Stream? StandardOutput { get; init; }

    /// <summary>Gets what programs write to standard error; null drops it (the run keeps it).</summary>
    public Stream? StandardError { get; init; }

    /// <summary>Is told what goes on, a line at a time.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>Is told where the steps of a workflow stand, one call at a time.</summary>
    public Action<WorkflowStepReport> Progress { get; init; } = static _ => { };

    /// <summary>Bytes of output that a run keeps; default 64 MB.</summary>
    public long OutputBytesMax { get; init; } = 64L << 20;

    /// <summary>Between the request to end and the kill; default 10 s.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The words that start the <c>tracking</c> command on a machine that a backend chose; default <c>tracking</c>.
    /// </summary>
    public IReadOnlyList<string> ToolCommand { get; init; } = ["tracking"];

    /// <summary>The clock of records.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the programs of backends and environments are looked for first.</summary>
    internal IReadOnlyList<string> ProgramFolders { get; init; } = [];

    /// <summary>Where working copies lie.</summary>
    internal string WorkFolder => Path.Join(CacheFolder, "work");

    private static string DefaultCacheFolder() =>
        Environment.GetEnvironmentVariable("TRACKING_PROJECTS_CACHE") is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Join(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                    ? cache
                    : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
                "tracking",
                "projects");
}
