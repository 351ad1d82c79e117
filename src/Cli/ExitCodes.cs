namespace Tracking.Cli;

/// <summary>What a script can tell from the exit code.</summary>
public static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command was understood and failed; one line on standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A check found problems, which standard output names.</summary>
    public const int Problems = 3;

    /// <summary>A check found a database of an older version.</summary>
    public const int NeedsUpgrade = 4;

    /// <summary>Ctrl-C or SIGTERM ended it, as shells count it.</summary>
    public const int Cancelled = 130;
}
