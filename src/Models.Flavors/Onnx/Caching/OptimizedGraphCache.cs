namespace Tracking.Models.Flavors.Onnx.Caching;

/// <summary>
/// Graphs that ONNX Runtime has optimized, so that the next load of the same model is spared it. A graph stands under
/// the digest of its model, the runtime's version, the options and the processor; a file that is not as it was written
/// is removed and written again. Safe for concurrent calls and processes; where the folder cannot be used, models load
/// as they do without.
/// </summary>
public sealed class OptimizedGraphCache
{
    /// <summary>The variable that names another folder for <see cref="Default"/>, or says <c>off</c>.</summary>
    public const string Variable = "TRACKING_ONNX_CACHE";

    private const string Extension = ".onnx";
    private const int HashCharacters = 32;

    private static readonly TimeSpan AgeOfLeftovers = TimeSpan.FromHours(6);

    private readonly TimeProvider _time;

    /// <summary>A cache in a folder.</summary>
    /// <param name="folder">Made where it does not exist, for this user alone.</param>
    /// <param name="maxBytes">Of all files together, 2 GiB unless said otherwise; the longest unused go first.</param>
    /// <param name="minModelBytes">Models below this are not worth it: 1 MiB unless said otherwise.</param>
    /// <param name="time">Tells which file was used last; null for the system's clock.</param>
    public OptimizedGraphCache(
        string folder, long maxBytes = 2L << 30, long minModelBytes = 1 << 20, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(minModelBytes);
        Folder = Path.GetFullPath(folder);
        MaxBytes = maxBytes;
        MinModelBytes = minModelBytes;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The user's cache (<c>~/.cache/tracking/onnx-graphs</c> on Linux), or null where it is off.</summary>
    public static OptimizedGraphCache? Default => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => new OptimizedGraphCache(UserFolder()),
        var off when off.Equals("off", StringComparison.OrdinalIgnoreCase) => null,
        var folder => new OptimizedGraphCache(folder),
    };

    /// <summary>Where the graphs are.</summary>
    public string Folder { get; }

    /// <summary>The most bytes of all files together.</summary>
    public long MaxBytes { get; }

    /// <summary>Models below this many bytes are not cached.</summary>
    public long MinModelBytes { get; }

    /// <summary>The graph of a key, checked and marked as used, or null.</summary>
    internal string? Find(string key, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var path in Directory.Exists(Folder)
                ? Directory.EnumerateFiles(Folder, $"{key}-*{Extension}") : [])
            {
                if (Path.GetFileNameWithoutExtension(path) == $"{key}-{HashOf(path, cancellationToken)}")
                {
                    File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
                    return path;
                }

                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process has just removed it, or the folder is not ours: as if it were not there.
        }

        return null;
    }

    /// <summary>A name for a graph to be written to, or null where nothing can be written.</summary>
    internal string? Reserve()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Folder);
            }
            else
            {
                Directory.CreateDirectory(
                    Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return Path.Combine(Folder, $"{Guid.NewGuid():N}.tmp");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container may have no folder that can be written: its models load as they do without a cache.
            return null;
        }
    }

    /// <summary>Puts a graph that was written in its place and removes the longest unused above the bound.</summary>
    internal void Keep(string unfinished, string key, CancellationToken cancellationToken)
    {
        try
        {
            var hash = HashOf(unfinished, cancellationToken);
            File.SetLastWriteTimeUtc(unfinished, _time.GetUtcNow().UtcDateTime);
            File.Move(unfinished, Path.Combine(Folder, $"{key}-{hash}{Extension}"), overwrite: true);
            Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is full, or another process reads the file of that name: the model itself is loaded.
            Discard(unfinished);
        }
    }

    /// <summary>Removes a file, if it is there.</summary>
    internal static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left over; a later trim removes it.
        }
    }

    private void Trim()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var folder = new DirectoryInfo(Folder);
        foreach (var file in folder.EnumerateFiles("*.tmp"))
        {
            if (now - file.LastWriteTimeUtc > AgeOfLeftovers)
            {
                Discard(file.FullName);
            }
        }

        long kept = 0;
        foreach (var file in folder.EnumerateFiles("*" + Extension).OrderByDescending(file => file.LastWriteTimeUtc))
        {
            kept += file.Length;
            if (kept > MaxBytes)
            {
                Discard(file.FullName);
            }
        }
    }

    private static string HashOf(string path, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(path);
        return GraphCacheKey.Digest(stream, cancellationToken)[..HashCharacters];
    }

    private static string UserFolder()
    {
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.IsPathFullyQualified(named ?? "") ? named!
            // Users of services may have no home.
            : home.Length == 0 ? Path.GetTempPath() : Path.Combine(home, ".cache");
        return Path.Combine(caches, "tracking", "onnx-graphs");
    }
}
