using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// The folder of one run's spool, held by a lock that ends with the process, however it ends.
/// </summary>
internal sealed class SpoolFolder : IDisposable
{
    private const string ManifestFile = "run.json";
    private const string CreatedFile = "created.json";
    private const string ProgressName = "progress";
    private const string LockFile = "lock";
    private const string FilesFolder = "files";
    private const string Unfinished = ".new-";
    private const string Done = ".done-";
    private const string Damaged = ".damaged";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private SpoolFolder(string path, FileStream held, RunManifest manifest)
    {
        Path = path;
        _lock = held;
        Manifest = manifest;
        Progress = new ProgressFile(System.IO.Path.Join(path, ProgressName));
        Created = Read(System.IO.Path.Join(path, CreatedFile), SpoolJson.Default.CreatedRun);
    }

    internal string Path { get; }

    internal RunManifest Manifest { get; }

    internal ProgressFile Progress { get; }

    /// <summary>The run that was created for it; null if none was, or none had to be.</summary>
    internal CreatedRun? Created { get; private set; }

    /// <summary>Makes a new folder and takes its lock; it appears whole.</summary>
    /// <exception cref="IOException">There is no room, or the folder cannot be written.</exception>
    internal static SpoolFolder Create(string root, RunManifest manifest)
    {
        CreateOwnFolder(root);
        var name = manifest.CreatedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)
            + "-" + Guid.NewGuid().ToString("n")[..8];
        var unfinished = System.IO.Path.Join(root, Unfinished + name);
        var path = System.IO.Path.Join(root, name);
        CreateOwnFolder(unfinished);
        try
        {
            var held = Lock(unfinished) ?? throw new IOException($"{unfinished} is locked");
            try
            {
                Write(System.IO.Path.Join(unfinished, ManifestFile), manifest, SpoolJson.Default.RunManifest);
                Directory.Move(unfinished, path);
                return new SpoolFolder(path, held, manifest);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    /// <summary>Removes what processes left that were killed while they removed it.</summary>
    internal static void RemoveDone(string root)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var done in Directory.EnumerateDirectories(root, Done + "*"))
        {
            try
            {
                Directory.Delete(done, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // Another process removes it too.
            }
        }
    }

    /// <summary>The folders below a root, the oldest first.</summary>
    internal static IReadOnlyList<string> FoldersIn(string root) => !Directory.Exists(root)
        ? []
        : [.. Directory.EnumerateDirectories(root)
            .Where(path => !System.IO.Path.GetFileName(path).StartsWith('.')
                && !path.EndsWith(Damaged, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>Whether a folder is that of one run.</summary>
    internal static bool IsOne(string path) => File.Exists(System.IO.Path.Join(path, ManifestFile));

    /// <summary>Null where it has none that can be read; says whose the spool is without taking it.</summary>
    internal static RunManifest? Peek(string path) =>
        Read(System.IO.Path.Join(path, ManifestFile), SpoolJson.Default.RunManifest);

    /// <summary>Takes the folder of a process that is gone; null while it is in use, or if it is none.</summary>
    internal static SpoolFolder? TryTake(string path)
    {
        if (!IsOne(path) || Lock(path) is not { } held)
            return null;
        // Looked at under the lock: whoever held it before may have delivered and removed it.
        if (Peek(path) is { Version: 1 } manifest)
            return new SpoolFolder(path, held, manifest);
        held.Dispose();
        return null;
    }

    /// <summary>Keeps, for good, which run was created.</summary>
    internal void SetCreated(CreatedRun created)
    {
        var path = System.IO.Path.Join(Path, CreatedFile);
        Write(path + ".new", created, SpoolJson.Default.CreatedRun);
        File.Move(path + ".new", path, overwrite: true);
        Created = created;
    }

    /// <summary>Copies a file to where it waits for its delivery; its name there.</summary>
    internal string AddFile(string source)
    {
        var folder = System.IO.Path.Join(Path, FilesFolder);
        Directory.CreateDirectory(folder);
        var name = Guid.NewGuid().ToString("n");
        File.Copy(source, System.IO.Path.Join(folder, name));
        return name;
    }

    /// <summary>Where such a file lies.</summary>
    internal string FileOf(string name) => System.IO.Path.Join(Path, FilesFolder, System.IO.Path.GetFileName(name));

    /// <summary>
    /// Removes everything. Renamed first, so that a process that is killed meanwhile leaves no half of it.
    /// </summary>
    internal void Delete()
    {
        var done = System.IO.Path.Join(System.IO.Path.GetDirectoryName(Path), Done + System.IO.Path.GetFileName(Path));
        Directory.Move(Path, done);
        Progress.Dispose();
        Directory.Delete(done, recursive: true);
        _lock.Dispose();
    }

    /// <summary>Keeps it, for whoever wants to look at the damage, where nobody delivers it again.</summary>
    internal void SetAside() => Directory.Move(Path, Path + Damaged);

    public void Dispose()
    {
        Progress.Dispose();
        _lock.Dispose();
    }

    private static void CreateOwnFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    private static FileStream? Lock(string folder)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Join(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        JsonSerializer.Serialize(file, value, type);
        file.Flush(flushToDisk: true);
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            return JsonSerializer.Deserialize(file, type);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
