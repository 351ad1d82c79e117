using System.Text;

namespace Tracking.Projects.Sources;

/// <summary>
/// A folder for a working copy, with a file beside it that its process holds locked: the system frees it when the
/// process dies, whatever it dies of, and the next run deletes what was left.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string HoldEnding = ".hold";
    private const int TriesMax = 10;

    private readonly FileStream _hold;

    private WorkFolder(string path, FileStream hold)
    {
        Path = path;
        _hold = hold;
    }

    public string Path { get; }

    /// <summary>A new and empty folder below that one.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public static WorkFolder Create(string workFolder)
    {
        Directory.CreateDirectory(workFolder);
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Join(workFolder, Guid.NewGuid().ToString("n"));
            try
            {
                var hold = new FileStream(
                    path + HoldEnding, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                Directory.CreateDirectory(path);
                return new WorkFolder(path, hold);
            }
            catch (IOException) when (attempt < TriesMax && File.Exists(path + HoldEnding))
            {
                // Another process looked for leftovers just then, and takes it for one.
            }
        }
    }

    /// <summary>A job carries the run out: the folder stays, also without this process, while the job's does.</summary>
    public void LeaveTo(string runId)
    {
        _hold.Write(Encoding.UTF8.GetBytes(runId));
        _hold.Flush();
    }

    /// <summary>Deletes the folder and its mark; made by whichever process.</summary>
    /// <exception cref="IOException">A program still writes into it.</exception>
    public static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        File.Delete(path + HoldEnding);
    }

    /// <summary>Deletes the folders whose process is gone, and whose job too.</summary>
    /// <param name="workFolder">Need not exist.</param>
    /// <param name="jobsFolder">Has a folder for each run that a job carries out.</param>
    public static void Prune(string workFolder, string jobsFolder)
    {
        if (!Directory.Exists(workFolder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(workFolder, "*" + HoldEnding))
        {
            try
            {
                var runId = HeldFor(file);
                if (runId.Length == 0 || !Directory.Exists(System.IO.Path.Join(jobsFolder, runId)))
                {
                    Delete(file[..^HoldEnding.Length]);
                }
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Its process is there, or a program of a dead one still writes: a later run finds it.
            }
        }
    }

    /// <summary>The run that a job carries out in it; empty for none.</summary>
    /// <exception cref="IOException">Some process holds it.</exception>
    private static string HeldFor(string file)
    {
        using var hold = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
        using var reader = new StreamReader(hold);
        return reader.ReadToEnd();
    }

    /// <summary>Lets go of the folder, which stays until it is deleted.</summary>
    public void Dispose() => _hold.Dispose();
}
