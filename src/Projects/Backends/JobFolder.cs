using System.Text.Json;

namespace Tracking.Projects.Backends;

/// <summary>The folder of a run that another process carries out; both see it.</summary>
/// <param name="path">Below the cache.</param>
internal sealed class JobFolder(string path)
{
    public string Path => path;

    public string Script => System.IO.Path.Join(path, "job.sh");

    public string Finisher => System.IO.Path.Join(path, "finisher.sh");

    public string StandardOutput => System.IO.Path.Join(path, "output.log");

    public string StandardError => System.IO.Path.Join(path, "error.log");

    private string RunFile => System.IO.Path.Join(path, "run.json");

    private string Watched => System.IO.Path.Join(path, "watched");

    public bool Exists => Directory.Exists(path);

    /// <summary>Holds the folders of all jobs of a cache, by run.</summary>
    public static string All(string cacheFolder) => System.IO.Path.Join(cacheFolder, "jobs");

    /// <summary>The one of a run; it need not be there.</summary>
    public static JobFolder Of(string cacheFolder, string runId) =>
        new(System.IO.Path.Join(All(cacheFolder), runId));

    /// <summary>A new one for a run; what was there is deleted.</summary>
    public static async Task<JobFolder> CreateAsync(
        string cacheFolder, HandedOverRun run, CancellationToken cancellationToken)
    {
        var folder = Of(cacheFolder, run.RunId);
        folder.Delete();
        Directory.CreateDirectory(folder.Path);
        await using (var file = File.Create(folder.RunFile))
        {
            await JsonSerializer.SerializeAsync(file, run, HandedOverJson.Default.HandedOverRun, cancellationToken);
        }

        folder.Watch();
        return folder;
    }

    /// <exception cref="ProjectException">It is no such folder.</exception>
    public async Task<HandedOverRun> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(RunFile);
            return await JsonSerializer.DeserializeAsync(file, HandedOverJson.Default.HandedOverRun, cancellationToken)
                ?? throw new JsonException("it is null");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new ProjectException($"'{path}' is not the folder of a job: {error.Message}", error);
        }
    }

    /// <summary>The calling process follows the job, and will clean up after it.</summary>
    public void Watch()
    {
        try
        {
            File.WriteAllText(Watched, "");
        }
        catch (DirectoryNotFoundException)
        {
            // The job's finisher was faster, or the job belongs to another cache: there is nothing to clean up.
        }
    }

    /// <summary>Whether some process follows the job, on whichever machine.</summary>
    /// <exception cref="IOException">The folder is gone.</exception>
    public bool IsWatched(TimeSpan silenceMax)
    {
        // Compared with a file that is made now: the clock is that of the file system, whoever asks.
        var now = System.IO.Path.Join(path, "now");
        File.WriteAllText(now, "");
        return File.GetLastWriteTimeUtc(now) - File.GetLastWriteTimeUtc(Watched) < silenceMax;
    }

    public void Delete()
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Whoever was faster: the result is the same.
        }
    }
}
