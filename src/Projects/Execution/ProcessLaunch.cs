namespace Tracking.Projects.Execution;

/// <summary>What is started, complete: nothing of it is interpreted again.</summary>
/// <param name="Words">The program, as a path or a name, and its arguments.</param>
/// <param name="WorkingDirectory">An existing folder.</param>
internal sealed record ProcessLaunch(IReadOnlyList<string> Words, string WorkingDirectory)
{
    /// <summary>Set on top of what this process has; null removes.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Variables { get; init; } = [];

    /// <summary>Folders in which programs are looked for first.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } = [];

    /// <summary>How long it may run; null is as long as it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Between the request to end and the kill.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">128 + n for signal n.</param>
/// <param name="End">What ended it.</param>
internal sealed record ProcessResult(int ExitCode, ProcessEnd End);

/// <summary>What ended a process.</summary>
internal enum ProcessEnd
{
    /// <summary>It ended by itself.</summary>
    Exited,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>Its time was up.</summary>
    TimedOut,
}
