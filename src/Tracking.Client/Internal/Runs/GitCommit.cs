namespace Tracking.Client.Internal.Runs;

/// <summary>The commit checked out around a folder, read from git's own files: no process is started.</summary>
internal static class GitCommit
{
    private const int MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>40 or 64 hex digits, or null outside a work tree or where it cannot be read.</summary>
    internal static string? Find(string folder)
    {
        try
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                if (GitFolder(at.FullName) is { } git)
                    return ReadHead(git);
            }

            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The tag is a courtesy; a run must not fail for it.
            return null;
        }
    }

    /// <summary>A <c>.git</c> folder, or what a work tree's <c>.git</c> file points to.</summary>
    private static string? GitFolder(string folder)
    {
        var git = Path.Join(folder, ".git");
        if (Directory.Exists(git))
            return git;
        return ReadLine(git) is { } line && line.StartsWith("gitdir: ", StringComparison.Ordinal)
            ? Path.GetFullPath(line["gitdir: ".Length..], folder)
            : null;
    }

    private static string? ReadHead(string git)
    {
        var head = ReadLine(Path.Join(git, "HEAD"));
        if (head?.StartsWith("ref: ", StringComparison.Ordinal) != true)
            return AsCommit(head);

        var reference = head["ref: ".Length..];
        // A work tree keeps its HEAD to itself and shares the branches with the main repository.
        var shared = ReadLine(Path.Join(git, "commondir")) is { } common ? Path.GetFullPath(common, git) : git;
        return AsCommit(ReadLine(Path.Join(git, reference)))
            ?? AsCommit(ReadLine(Path.Join(shared, reference)))
            ?? FromPackedRefs(Path.Join(shared, "packed-refs"), reference);
    }

    private static string? FromPackedRefs(string file, string reference) => !IsSmallFile(file)
        ? null
        : File.ReadLines(file)
            .Where(line => line.EndsWith(" " + reference, StringComparison.Ordinal))
            .Select(line => AsCommit(line.Split(' ')[0]))
            .FirstOrDefault();

    private static string? ReadLine(string file) =>
        IsSmallFile(file) ? File.ReadLines(file).FirstOrDefault()?.Trim() : null;

    private static bool IsSmallFile(string file) => new FileInfo(file) is { Exists: true, Length: <= MaxFileBytes };

    private static string? AsCommit(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? text : null;
}
