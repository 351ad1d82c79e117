using Tracking.Projects.Parameters;

namespace Tracking.Projects.Backends.Slurm;

/// <summary>The scripts and options of a run's two jobs.</summary>
/// <param name="config">What the user asks for.</param>
/// <param name="runId">The run.</param>
/// <param name="tool">The words that start this tool on a node.</param>
internal sealed class SlurmScript(SlurmConfig config, string runId, IReadOnlyList<string> tool)
{
    /// <summary>Resources that decide where a job may run at all, which the finisher needs as well.</summary>
    private static readonly string[] Places = ["--partition=", "--account=", "--qos=", "--reservation="];

    private string NameOption => $"--job-name=tracking-{runId[..Math.Min(runId.Length, 8)]}";

    /// <summary>Carries the run out; the signals of Slurm reach the tool itself.</summary>
    public string RunText(JobFolder folder) => Text("run-job", folder.Path);

    /// <summary>Ends the run if the job did not.</summary>
    public string FinisherText(JobFolder folder, string job) => Text("run-job", folder.Path, "--finish", job);

    public IReadOnlyList<string> RunOptions(JobFolder folder) =>
    [
        NameOption, $"--output={folder.StandardOutput}", $"--error={folder.StandardError}",
        $"--chdir={Environment.CurrentDirectory}", .. config.Resources,
    ];

    public IReadOnlyList<string> FinisherOptions(string job) =>
    [
        NameOption + "-end", "--output=/dev/null", "--time=10", "--ntasks=1", $"--dependency=afterany:{job}",
        $"--chdir={Environment.CurrentDirectory}",
        .. config.Resources.Where(option => Places.Any(place => option.StartsWith(place, StringComparison.Ordinal))),
    ];

    private string Text(params string[] arguments)
    {
        var command = string.Join(' ', tool.Concat(arguments).Select(CommandQuoting.Quote));
        return string.Join('\n', ["#!/bin/bash", .. config.Setup, $"exec {command}", ""]);
    }
}
