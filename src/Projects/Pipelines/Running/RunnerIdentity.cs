using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Which process runs a workflow, so that another one can tell whether it is still there.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="ProcessId">On that machine.</param>
/// <param name="StartedMs">When the process began, ms since the epoch: ids are used again.</param>
internal sealed record RunnerIdentity(string Machine, int ProcessId, long StartedMs)
{
    public const string Tag = "tracking.workflow.runner";

    /// <summary>The system gives a process's start to within a tick of its clock.</summary>
    private const long StartToleranceMs = 2_000;

    public static RunnerIdentity OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new RunnerIdentity(Environment.MachineName, process.Id, StartOf(process));
    }

    /// <summary>Null for a text of something else.</summary>
    public static RunnerIdentity? Parse(string? text) => text?.Split(' ') is [var machine, var id, var started]
        && int.TryParse(id, CultureInfo.InvariantCulture, out var processId)
        && long.TryParse(started, CultureInfo.InvariantCulture, out var startedMs)
        ? new RunnerIdentity(machine, processId, startedMs)
        : null;

    public bool IsOnThisMachine => Machine == Environment.MachineName;

    /// <summary>Whether the process is there; meaningful on its own machine only.</summary>
    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && Math.Abs(StartOf(process) - StartedMs) <= StartToleranceMs;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // There is no such process, or it ended while it was asked.
            return false;
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Machine} {ProcessId} {StartedMs}");

    private static long StartOf(Process process) =>
        new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds();
}
