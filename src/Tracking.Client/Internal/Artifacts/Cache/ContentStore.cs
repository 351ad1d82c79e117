namespace Tracking.Client.Internal.Artifacts.Cache;

/// <summary>
/// Contents by their SHA-256: <c>objects/ab/abcdef…</c>. Whoever asks gets a copy that was hashed again, so that damage
/// on this disk is found. Several processes may use it at once.
/// </summary>
internal sealed class ContentStore(string folder, long maxBytes, TimeProvider time)
{
    private readonly string _objects = Path.Join(folder, "objects");

    /// <summary>Copies a content to a new file; false if it is not here, or no longer what it was.</summary>
    internal async Task<bool> TryCopyAsync(string digest, string target, CancellationToken cancellationToken)
    {
        var stored = PathOf(digest);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Clones where the file system can. The copy is its owner's to change; a link would change what is stored.
            File.Copy(stored, target, overwrite: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }

        if (await DigestList.HashAsync(target, cancellationToken) != digest)
        {
            File.Delete(target);
            File.Delete(stored);
            return false;
        }

        Touch(stored);
        return true;
    }

    /// <summary>Takes a complete file over; on disk before it appears under its digest.</summary>
    internal void Adopt(PartialFile part, string digest)
    {
        var stored = PathOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(stored)!);
        using (var handle = File.OpenHandle(part.FullPath, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        File.Move(part.FullPath, stored, overwrite: true);
        part.ForgetTag();
        Touch(stored);
    }

    /// <summary>Removes what was used longest ago until the rest fits.</summary>
    internal void Trim()
    {
        if (!Directory.Exists(_objects))
            return;
        var contents = new DirectoryInfo(_objects).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => (File: file, Size: SizeOf(file), UsedAt: file.LastWriteTimeUtc))
            .OrderByDescending(content => content.UsedAt)
            .ToList();
        long kept = 0;
        foreach (var content in contents)
        {
            kept += content.Size;
            // Another process may have removed it already, which is all the same here.
            if (kept > maxBytes)
                content.File.Delete();
        }
    }

    private string PathOf(string digest) => Path.Join(_objects, digest[..2], digest);

    private static long SizeOf(FileInfo file) => file.Exists ? file.Length : 0;

    private void Touch(string stored)
    {
        try
        {
            File.SetLastWriteTimeUtc(stored, time.GetUtcNow().UtcDateTime);
        }
        catch (FileNotFoundException)
        {
            // Trimmed by another process meanwhile; the copy is made.
        }
    }
}
