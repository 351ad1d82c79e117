namespace Tracking.Client.Internal.Artifacts;

/// <summary>
/// A file that arrives over several attempts, perhaps of several processes: its bytes so far, and beside them the tag
/// of the version that they belong to. Without a tag they cannot be continued. For one user at a time.
/// </summary>
internal sealed class PartialFile(string path, string tagPath)
{
    /// <summary>Where the bytes are.</summary>
    internal string FullPath { get; } = path;

    /// <summary>The ETag of the version that the bytes belong to; null when there are none to continue.</summary>
    internal string? Tag { get; private set; }

    /// <summary>Bytes so far.</summary>
    internal long Length => new FileInfo(FullPath) is { Exists: true } file ? file.Length : 0;

    /// <summary>Reads what an earlier process left.</summary>
    internal static async Task<PartialFile> FindAsync(
        string path, string tagPath, CancellationToken cancellationToken)
    {
        var part = new PartialFile(path, tagPath);
        if (File.Exists(path) && File.Exists(tagPath))
            part.Tag = await File.ReadAllTextAsync(tagPath, cancellationToken);
        return part;
    }

    /// <summary>Opens it empty, for a version with a tag or one that cannot be continued.</summary>
    internal async Task<FileStream> BeginAsync(string? tag, CancellationToken cancellationToken)
    {
        // In this order, so that old bytes never stand beside the tag of a new version.
        Delete();
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath)!);
        var content = Open(FileMode.CreateNew);
        if (tag is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(tagPath)!);
            await File.WriteAllTextAsync(tagPath, tag, cancellationToken);
            Tag = tag;
        }

        return content;
    }

    /// <summary>Opens it at its end.</summary>
    internal FileStream Continue() => Open(FileMode.Append);

    internal void Delete()
    {
        Tag = null;
        ForgetTag();
        if (Directory.Exists(Path.GetDirectoryName(FullPath)))
            File.Delete(FullPath);
    }

    /// <summary>Leaves the bytes, which are complete, to whoever moves them.</summary>
    internal void ForgetTag()
    {
        if (Directory.Exists(Path.GetDirectoryName(tagPath)))
            File.Delete(tagPath);
    }

    private FileStream Open(FileMode mode) => new(FullPath, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.Read,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });
}
