namespace Tracking.Artifacts;

/// <summary>
/// Maps artifact paths to files below a root, following symbolic links itself so that none leads outside.
/// Whoever can change the folder's links while a call runs is trusted: that is the owner of the store.
/// </summary>
internal sealed class ContainedFolder(string root)
{
    private const int MaxLinks = 40;

    /// <summary>
    /// The file system path, with every link on the way resolved; what does not exist is joined as it stands.
    /// </summary>
    /// <exception cref="InvalidArtifactPathException">
    /// A link on the way leads outside the root or in a circle.
    /// </exception>
    internal string Resolve(ArtifactPath path) =>
        TryResolve(path, out var location)
            ? location
            : throw new InvalidArtifactPathException(
                $"'{path}' goes through a symbolic link that leads outside the artifact root");

    /// <summary>As <see cref="Resolve"/>, but a link at the very end is left alone.</summary>
    internal string ResolveParent(ArtifactPath path) => Path.Join(Resolve(path.Parent), path.Name);

    internal bool TryResolve(ArtifactPath path, out string location)
    {
        location = root;
        if (path.IsRoot)
            return true;

        var links = 0;
        var segments = new Stack<string>(path.Value.Split('/').Reverse());
        while (segments.TryPop(out var segment))
        {
            var next = Path.Join(location, segment);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                location = next;
                continue;
            }

            // Start again below the root with the link's own segments, since those may be links as well.
            if (++links > MaxLinks || !TryGetRelative(Path.GetFullPath(target, location), out var relative))
                return false;
            location = root;
            foreach (var part in relative.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
                .Reverse())
                segments.Push(part);
        }

        return true;
    }

    private bool TryGetRelative(string target, out string relative)
    {
        relative = "";
        foreach (var start in (string[])[root, RealRoot()])
        {
            var folder = Path.EndsInDirectorySeparator(start) ? start : start + Path.DirectorySeparatorChar;
            if (!target.StartsWith(folder, StringComparison.Ordinal))
                continue;
            relative = target[folder.Length..];
            return true;
        }

        return false;
    }

    private string RealRoot() => new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
}
