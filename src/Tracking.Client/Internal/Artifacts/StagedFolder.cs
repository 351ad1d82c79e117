namespace Tracking.Client.Internal.Artifacts;

/// <summary>
/// Where a download grows before it appears under its name as a whole: TARGET.part beside it. What breaks off stays
/// there for the next download of the same source to the same target; one process at a time works in it.
/// </summary>
internal sealed class StagedFolder : IAsyncDisposable
{
    private readonly string _folder;
    private readonly FileStream _turn;

    private StagedFolder(string target, FileStream turn)
    {
        Target = target;
        _folder = FolderOf(target);
        _turn = turn;
    }

    /// <summary>The full path under which all of it will appear.</summary>
    internal string Target { get; }

    private string Content => Path.Join(_folder, "content");

    private string Tags => Path.Join(_folder, "tags");

    /// <summary>Waits until no other process downloads to that target.</summary>
    /// <param name="targetFolder">Must not exist, or be empty.</param>
    /// <param name="source">What is downloaded; what is left of another source is removed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The target holds something.</exception>
    internal static async Task<StagedFolder> OpenAsync(
        string targetFolder, string source, CancellationToken cancellationToken)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(targetFolder));
        RefuseIfTaken(target);
        var turn = await FileTurn.TakeAsync(Path.Join(FolderOf(target), "turn"), cancellationToken);
        var staged = new StagedFolder(target, turn);
        try
        {
            RefuseIfTaken(target);
            await staged.ContinueOnlyAsync(source, cancellationToken);
            return staged;
        }
        catch
        {
            staged.Discard();
            throw;
        }
    }

    /// <summary>The full path of a file below the target, as long as it is staged.</summary>
    internal string PathOf(string relative) => Path.Join(Content, relative);

    /// <summary>A file below the target as far as it has arrived.</summary>
    internal Task<PartialFile> PartAsync(string relative, CancellationToken cancellationToken) =>
        PartialFile.FindAsync(PathOf(relative), Path.Join(Tags, relative), cancellationToken);

    /// <summary>Moves all of it to the target, except files that are not named.</summary>
    internal void Commit(IEnumerable<string> files)
    {
        Directory.CreateDirectory(Content);
        var named = files.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var left in Directory.EnumerateFiles(Content, "*", SearchOption.AllDirectories).Except(named).ToList())
            File.Delete(left);
        if (Directory.Exists(Tags))
            Directory.Delete(Tags, recursive: true);
        if (Directory.Exists(Target))
            Directory.Delete(Target);
        Directory.Move(Content, Target);
        Discard();
    }

    /// <summary>Removes what is staged.</summary>
    internal void Discard()
    {
        if (OperatingSystem.IsWindows())
            _turn.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _turn.Dispose();
    }

    /// <summary>Keeps what is staged, so that the next download goes on with it.</summary>
    public ValueTask DisposeAsync() => _turn.DisposeAsync();

    private static string FolderOf(string target) => target + ".part";

    private static void RefuseIfTaken(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"The folder '{target}' to download into is not empty");
    }

    private async Task ContinueOnlyAsync(string source, CancellationToken cancellationToken)
    {
        var file = Path.Join(_folder, "source");
        if (File.Exists(file) && await File.ReadAllTextAsync(file, cancellationToken) == source)
            return;
        foreach (var left in (string[])[Content, Tags])
        {
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
        }

        await File.WriteAllTextAsync(file, source, cancellationToken);
    }
}
