namespace Tracking.Artifacts.S3;

/// <summary>Paths of the store as keys of the bucket, and back.</summary>
internal sealed class S3Keys(ArtifactPath prefix)
{
    /// <summary>The key of a file.</summary>
    internal string KeyOf(ArtifactPath path) => prefix.IsRoot ? path.Value : $"{prefix.Value}/{path.Value}";

    /// <summary>What the keys of everything in a folder start with; empty for the whole bucket.</summary>
    internal string StartOf(ArtifactPath folder)
    {
        var key = folder.IsRoot ? prefix.Value : KeyOf(folder);
        return key.Length == 0 ? "" : key + "/";
    }

    /// <summary>The child of a folder that a key or a common prefix names; false for what no path may be.</summary>
    internal static bool TryGetChild(
        ArtifactPath folder, string start, string key, out ArtifactPath path, out bool isFolder)
    {
        path = ArtifactPath.Root;
        isFolder = key.EndsWith('/');
        if (!key.StartsWith(start, StringComparison.Ordinal))
            return false;
        var name = isFolder ? key[start.Length..^1] : key[start.Length..];
        return name.Length > 0
            && !name.Contains('/', StringComparison.Ordinal)
            && ArtifactPath.TryParse(folder.IsRoot ? name : $"{folder.Value}/{name}", out path);
    }
}
