using System.Globalization;
using Tracking.Projects.Format;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Backends.Slurm;

/// <summary>What a user asks of Slurm: resources by the names of sbatch, and how a node finds this tool.</summary>
/// <param name="Resources">Options of sbatch, such as <c>--partition=gpu</c>.</param>
/// <param name="Setup">Lines of shell before the run, such as <c>module load cuda</c>.</param>
/// <param name="Tool">The words that start this tool on a node; empty takes those of this process.</param>
/// <param name="PollMax">The longest time between two looks at the job.</param>
internal sealed record SlurmConfig(
    IReadOnlyList<string> Resources, IReadOnlyList<string> Setup, IReadOnlyList<string> Tool, TimeSpan PollMax)
{
    private const double PollSecondsMax = 60;
    private const int SilencePolls = 3;

    private static readonly TimeSpan SilenceMargin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PollDefault = TimeSpan.FromSeconds(5);

    /// <summary>Options that take a value, by their names in sbatch.</summary>
    private static readonly string[] Values =
    [
        "account", "begin", "comment", "constraint", "cpus-per-gpu", "cpus-per-task", "deadline", "dependency",
        "exclude", "gpus", "gpus-per-node", "gpus-per-task", "gres", "job-name", "licenses", "mail-type", "mail-user",
        "mem", "mem-per-cpu", "mem-per-gpu", "nice", "nodelist", "nodes", "ntasks", "ntasks-per-node", "partition",
        "priority", "qos", "reservation", "time", "tmp",
    ];

    private static readonly string[] Others = ["exclusive", "setup", "tracking", "poll-seconds"];

    /// <summary>After this silence the process that follows a job counts as gone.</summary>
    public TimeSpan SilenceMax => (PollMax * SilencePolls) + SilenceMargin;

    /// <summary>The poll of a process that is allowed that silence; null is the default.</summary>
    public static TimeSpan PollWithin(TimeSpan? silenceMax) =>
        silenceMax is { } silence ? (silence - SilenceMargin) / SilencePolls : PollDefault;

    /// <exception cref="ProjectException">Names the line, the key and what was expected.</exception>
    public static SlurmConfig Of(BackendConfig config)
    {
        config.AllowOnly("slurm", [.. Values, .. Others]);
        var section = config.Section;
        var resources = Values.Where(section.Has).Select(name => $"--{name}={ValueOf(section, name)}").ToList();
        if (IsTrue(section, "exclusive"))
        {
            resources.Add("--exclusive");
        }

        return new SlurmConfig(
            resources, Texts(section, "setup"), Texts(section, "tracking"), PollOf(section));
    }

    private static string ValueOf(YamlSection section, string name) =>
        section.Text(name) is { Length: > 0 } value && !value.AsSpan().ContainsAny("\0\r\n")
            ? value
            : throw section.Error(name, "is empty or has several lines");

    private static bool IsTrue(YamlSection section, string name) => section.Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw section.Error(name, $"is '{other}', expected true or false"),
    };

    private static IReadOnlyList<string> Texts(YamlSection section, string name) =>
    [
        .. section.List(name).Select(node => node is YamlScalarNode { Value: { } text }
            ? text
            : throw section.Error(name, "must be a list of texts")),
    ];

    private static TimeSpan PollOf(YamlSection section) => section.Text("poll-seconds") switch
    {
        null => PollDefault,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= PollSecondsMax => TimeSpan.FromSeconds(seconds),
        var text => throw section.Error("poll-seconds", $"is '{text}', expected seconds up to {PollSecondsMax}"),
    };
}
