namespace Tracking.Models.Format;

/// <summary>Where paths lead once every symbolic link in them is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Whether a path still lies in a folder, or is it, with the links of both followed.</summary>
    /// <exception cref="IOException">The links go in a circle.</exception>
    public static bool IsWithin(string folder, string path)
    {
        var links = MostLinks;
        var root = Path.TrimEndingDirectorySeparator(Of(folder, ref links));
        links = MostLinks;
        var real = Of(path, ref links);
        var inside = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        return real == root || real.StartsWith(inside, StringComparison.Ordinal);
    }

    private static string Of(string path, ref int links)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(Of(parent, ref links), Path.GetFileName(full));
        if (new FileInfo(here).ResolveLinkTarget(returnFinalTarget: false) is not { } target)
        {
            return here;
        }

        return links-- > 0
            ? Of(target.FullName, ref links)
            : throw new IOException($"The links of '{path}' never end.");
    }
}
