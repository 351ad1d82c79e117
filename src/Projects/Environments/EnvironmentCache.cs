using System.Security.Cryptography;
using System.Text;

namespace Tracking.Projects.Environments;

/// <summary>
/// Environments by what they were made of: each is made once, by one process at a time, and never used unless it was
/// finished.
/// </summary>
/// <param name="folder">Below the cache; made when needed.</param>
/// <param name="time">Stamps their use.</param>
internal sealed class EnvironmentCache(string folder, TimeProvider time)
{
    private const string Finished = "finished";

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder of the environment, made by <paramref name="make"/> if it is not there yet.</summary>
    /// <param name="manager">The kind.</param>
    /// <param name="ingredients">All that decides what the environment holds.</param>
    /// <param name="make">Fills the empty folder that it is given.</param>
    /// <param name="cancellationToken">Stops; what is half made is thrown away.</param>
    public async Task<string> GetAsync(
        string manager,
        IEnumerable<string> ingredients,
        Func<string, CancellationToken, Task> make,
        CancellationToken cancellationToken)
    {
        var environment = FolderOf(manager, ingredients);
        var marker = Path.Join(environment, Finished);
        if (File.Exists(marker))
        {
            File.SetLastWriteTimeUtc(marker, time.GetUtcNow().UtcDateTime);
            return environment;
        }

        Directory.CreateDirectory(Path.Join(folder, manager));
        await using var held = await LockAsync(environment + ".lock", cancellationToken);
        if (File.Exists(marker))
        {
            return environment;
        }

        Delete(environment);
        Directory.CreateDirectory(environment);
        try
        {
            await make(environment, cancellationToken);
            // Last, and only now: an environment without it is half made.
            await File.WriteAllTextAsync(marker, "", cancellationToken);
            return environment;
        }
        catch
        {
            Delete(environment);
            throw;
        }
    }

    /// <summary>The folder of a finished environment; null when there is none of these ingredients.</summary>
    public string? Find(string manager, IEnumerable<string> ingredients)
    {
        var environment = FolderOf(manager, ingredients);
        return File.Exists(Path.Join(environment, Finished)) ? environment : null;
    }

    /// <summary>The finished environments.</summary>
    public IReadOnlyList<CachedEnvironment> List()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(folder)
                .SelectMany(Directory.EnumerateDirectories)
                .Where(environment => File.Exists(Path.Join(environment, Finished)))
                .Select(environment => new CachedEnvironment(
                    Path.GetFileName(Path.GetDirectoryName(environment))!,
                    environment,
                    new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Join(environment, Finished)), TimeSpan.Zero),
                    SizeOf(environment)))
                .OrderByDescending(environment => environment.LastUsed),
        ];
    }

    /// <summary>Deletes those last used before <paramref name="unusedSince"/>; those that it deleted.</summary>
    public IReadOnlyList<CachedEnvironment> Prune(DateTimeOffset unusedSince)
    {
        List<CachedEnvironment> old = [.. List().Where(environment => environment.LastUsed < unusedSince)];
        foreach (var environment in old)
        {
            // The marker first: what a killed prune leaves is not an environment.
            File.Delete(Path.Join(environment.Folder, Finished));
            Delete(environment.Folder);
        }

        return old;
    }

    private string FolderOf(string manager, IEnumerable<string> ingredients)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', ingredients))));
        return Path.Join(folder, manager, key[..32]);
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Sum(file => file.LinkTarget is null ? file.Length : 0);

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another run makes it; the system frees the lock if that run dies.
                await Task.Delay(LockPoll, time, cancellationToken);
            }
        }
    }
}

/// <summary>An environment that is kept for the next run.</summary>
/// <param name="Manager">Its kind.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="LastUsed">When a run last asked for it.</param>
/// <param name="Bytes">Its size.</param>
public sealed record CachedEnvironment(string Manager, string Folder, DateTimeOffset LastUsed, long Bytes);
