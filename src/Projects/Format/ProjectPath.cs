namespace Tracking.Projects.Format;

/// <summary>Paths that a project's files may name: relative, and never above the project.</summary>
internal static class ProjectPath
{
    /// <summary>Whether the path stays inside the project by its text alone.</summary>
    public static bool IsInside(string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal)
            || path.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        var depth = 0;
        foreach (var part in path.Split('/', '\\'))
        {
            depth += part switch
            {
                "" or "." => 0,
                ".." => -1,
                _ => 1,
            };
            if (depth < 0)
            {
                return false;
            }
        }

        return depth > 0;
    }

    /// <summary>The file or folder below the project, symbolic links followed.</summary>
    /// <exception cref="ProjectException">It is not there, or a link leads out of the project.</exception>
    public static string Resolve(string projectFolder, string path)
    {
        var full = Path.GetFullPath(path, projectFolder);
        if (!IsInside(path) || !Path.Exists(full))
        {
            throw new ProjectException($"'{path}' is not in the project.");
        }

        var root = RealPath(projectFolder) + Path.DirectorySeparatorChar;
        return RealPath(full).StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new ProjectException($"'{path}' leads out of the project by a symbolic link.");
    }

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(
            Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Join(real, part);
            FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            real = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
