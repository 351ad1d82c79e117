namespace Tracking.Client.Hosting.Logs;

/// <summary>How a log record is written.</summary>
public enum RunLogFormat
{
    /// <summary>One line for people: time, level, category, message; the exception below it.</summary>
    Text,

    /// <summary>One JSON object with its properties.</summary>
    JsonLines,
}

/// <summary>How log records become artifacts of a run.</summary>
public sealed record RunLogOptions
{
    /// <summary>How a record is written. Default <see cref="RunLogFormat.Text"/>.</summary>
    public RunLogFormat Format { get; init; } = RunLogFormat.Text;

    /// <summary>The folder among the run's artifacts. Default <c>logs</c>.</summary>
    public string Folder { get; init; } = "logs";

    /// <summary>
    /// How often what was logged is uploaded, which is what a killed process loses. 1 s to 1 h. Default 10 s.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Characters of one part; the last part is uploaded anew as it grows. 1,000 to 100,000,000. Default 1,000,000.
    /// </summary>
    public int PartChars { get; init; } = 1_000_000;

    /// <summary>
    /// Parts that may wait for a server that cannot be reached; then records are dropped, and their number is written
    /// into the log. 1 to 1,000. Default 8.
    /// </summary>
    public int MaxWaitingParts { get; init; } = 8;

    internal void Check()
    {
        var problems = new List<string>();
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromHours(1))
            problems.Add($"Interval is {Interval}; expected 1 s to 1 h");
        if (PartChars is < 1_000 or > 100_000_000)
            problems.Add($"PartChars is {PartChars}; expected 1000 to 100000000");
        if (MaxWaitingParts is < 1 or > 1_000)
            problems.Add($"MaxWaitingParts is {MaxWaitingParts}; expected 1 to 1000");
        if (!Tracking.Artifacts.ArtifactPath.TryParse(Folder, out _))
            problems.Add($"Folder is '{Folder}'; expected the path of a folder of artifacts, such as logs");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems));
    }
}
