namespace Tracking.TestKit;

/// <summary>A new folder that is deleted with everything in it when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("tracking-").FullName;

    public string Path { get; }

    /// <summary>The path of a file or folder below this one; it need not exist.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with its folders, and gives its path.</summary>
    public string Write(string relativePath, string content)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file still open on Windows: the temp folder's own cleaning takes it.
        }
        catch (UnauthorizedAccessException)
        {
            // A test made it read-only and failed before it made it writable again.
        }
    }
}
