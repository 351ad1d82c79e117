namespace Tracking.Cli.Commands.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Such as "server".</param>
/// <param name="Level">How it is.</param>
/// <param name="Detail">What was found, in one line.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Name, FindingLevel Level, string Detail, string? Advice = null)
{
    public static Finding Ok(string name, string detail) => new(name, FindingLevel.Ok, detail);

    /// <summary>Not there, and not needed by everybody.</summary>
    public static Finding None(string name, string detail) => new(name, FindingLevel.None, detail);

    public static Finding Warn(string name, string detail, string advice) =>
        new(name, FindingLevel.Warn, detail, advice);

    public static Finding Fail(string name, string detail, string advice) =>
        new(name, FindingLevel.Fail, detail, advice);
}

/// <summary>How a thing is.</summary>
internal enum FindingLevel
{
    Ok,
    None,
    Warn,
    Fail,
}
