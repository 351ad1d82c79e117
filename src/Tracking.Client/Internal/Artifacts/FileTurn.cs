namespace Tracking.Client.Internal.Artifacts;

/// <summary>
/// A file that one holder at a time has open, among all processes of this machine; a holder that dies gives it back.
/// </summary>
internal static class FileTurn
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits for the turn; disposing the answer ends it. What is waited for happens in real time, whatever clock the
    /// client was given.
    /// </summary>
    internal static async Task<FileStream> TakeAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (DirectoryNotFoundException)
            {
                // Its last holder has just removed the folder with it.
            }
            catch (IOException taken) when (IsTaken(taken))
            {
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }

    /// <summary>EAGAIN of flock on Linux and macOS, sharing and lock violations on Windows.</summary>
    private static bool IsTaken(IOException failure) => (failure.HResult & 0xffff) is 11 or 35 or 32 or 33;
}
