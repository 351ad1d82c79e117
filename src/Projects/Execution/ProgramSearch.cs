namespace Tracking.Projects.Execution;

/// <summary>Finds programs as a shell does, but on the path of the process that is going to be started.</summary>
internal static class ProgramSearch
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];

    /// <summary>The program's file; null when there is none.</summary>
    public static string? Find(string program, IEnumerable<string> folders, string workingDirectory)
    {
        if (program.Contains('/', StringComparison.Ordinal) || program.Contains(Path.DirectorySeparatorChar))
        {
            var file = Path.GetFullPath(program, workingDirectory);
            return File.Exists(file) ? file : null;
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(path)
            .SelectMany(folder => Endings.Select(ending => Path.Join(folder, program + ending)))
            .FirstOrDefault(IsProgram);
    }

    /// <exception cref="ProjectException">There is none; the message says how to get it.</exception>
    public static string Require(string program, string advice, IReadOnlyList<string>? folders = null) =>
        Find(program, folders ?? [], Environment.CurrentDirectory)
        ?? throw new ProjectException($"'{program}' is not installed or not on the PATH: {advice}.");

    private static bool IsProgram(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file)
            & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
