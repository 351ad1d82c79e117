using Tracking.Projects.Parameters;

namespace Tracking.Projects.Environments;

/// <summary>Where a command runs: what is put around it.</summary>
/// <param name="Manager">Its name, such as <c>virtualenv</c>.</param>
internal record PreparedEnvironment(string Manager)
{
    /// <summary>Folders in which programs are looked for first.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } = [];

    /// <summary>Set for the command; null removes.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Variables { get; init; } = [];

    /// <summary>Every version that the environment holds, for the record; null where nothing is known.</summary>
    public string? Lock { get; init; }

    /// <summary>What the run is tagged with.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>The path by which the command finds a file or folder of this machine.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="folder">The project's folder in the working copy.</param>
    public virtual string PathInside(string path, string folder) => path;

    /// <summary>The words to start for a command.</summary>
    public virtual IReadOnlyList<string> WordsOf(BoundCommand command, CommandContext context) =>
        command.Script is null
            ? command.Words
            : [Shell, "-c", command.Script, "tracking-run", .. command.Words];

    /// <summary>bash where it is, as MLflow's own commands expect it.</summary>
    protected static string Shell => File.Exists("/bin/bash") ? "/bin/bash" : "sh";
}

/// <summary>What surrounds a command.</summary>
/// <param name="Folder">The project's folder in the working copy.</param>
/// <param name="Variables">Those of the run, and those from which a script takes its values.</param>
internal sealed record CommandContext(string Folder, IReadOnlyList<KeyValuePair<string, string?>> Variables);
