namespace Tracking.Projects.Sources;

/// <summary>Where a project comes from, and the folder inside it.</summary>
/// <param name="Kind">How it is fetched.</param>
/// <param name="Location">A path, a URL, or an artifact URI.</param>
/// <param name="Subfolder">What follows <c>#</c>; empty is the top.</param>
internal sealed record ProjectUri(ProjectUriKind Kind, string Location, string Subfolder)
{
    private static readonly string[] GitSchemes = ["http://", "https://", "ssh://", "git://", "git+ssh://"];

    /// <exception cref="ProjectException">It can be nothing of the kind.</exception>
    public static ProjectUri Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.StartsWith('-') || text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProjectException(
                $"'{text}' is no project: expected a folder, a zip file, a git URL or runs:/run_id/path.");
        }

        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var (location, subfolder) = hash < 0 ? (text, "") : (text[..hash], text[(hash + 1)..].Trim('/'));
        if (subfolder.Length > 0 && !Format.ProjectPath.IsInside(subfolder))
        {
            throw new ProjectException($"'{text}': '#{subfolder}' leads out of the project.");
        }

        return new ProjectUri(KindOf(location), PathOf(location), subfolder);
    }

    /// <summary>What people call it: the name of its folder, file or repository.</summary>
    public string Name
    {
        get
        {
            var path = Subfolder.Length > 0 ? Subfolder
                : Kind == ProjectUriKind.Folder ? Path.GetFullPath(Location)
                : Location;
            var name = Path.GetFileName(path.TrimEnd('/', '\\'));
            return Path.GetExtension(name) is ".zip" or ".git" ? Path.GetFileNameWithoutExtension(name) : name;
        }
    }

    /// <summary>As it was given.</summary>
    public override string ToString() => Subfolder.Length == 0 ? Location : $"{Location}#{Subfolder}";

    private static ProjectUriKind KindOf(string location)
    {
        if (location.StartsWith("runs:/", StringComparison.Ordinal)
            || location.StartsWith("mlflow-artifacts:/", StringComparison.Ordinal))
        {
            return ProjectUriKind.Artifact;
        }

        if (GitSchemes.Any(scheme => location.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            || location.EndsWith(".git", StringComparison.Ordinal) || IsScpLike(location))
        {
            return ProjectUriKind.Git;
        }

        return location.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? ProjectUriKind.Zip
            : ProjectUriKind.Folder;
    }

    private static string PathOf(string location) =>
        location.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(
            location, UriKind.Absolute, out var uri)
            ? uri.LocalPath
            : location;

    /// <summary><c>git@host:path</c>.</summary>
    private static bool IsScpLike(string location)
    {
        var colon = location.IndexOf(':', StringComparison.Ordinal);
        var at = location.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && colon > at && !location[..colon].Contains('/', StringComparison.Ordinal);
    }
}

/// <summary>How a project is fetched.</summary>
internal enum ProjectUriKind
{
    Folder,
    Zip,
    Git,
    Artifact,
}
