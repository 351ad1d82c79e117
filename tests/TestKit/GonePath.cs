namespace Tracking.TestKit;

/// <summary>Waits until a file or folder is deleted, told by the file system.</summary>
public static class GonePath
{
    public static async Task WaitAsync(string path)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!);
        watcher.Deleted += (_, _) => TellIfGone();
        // The system may drop events when there are too many; what is so is looked at again.
        watcher.Error += (_, _) => TellIfGone();
        watcher.EnableRaisingEvents = true;
        TellIfGone();
        await Patience.For(gone.Task, $"the end of {path}");

        void TellIfGone()
        {
            if (!Path.Exists(path))
            {
                gone.TrySetResult();
            }
        }
    }
}
