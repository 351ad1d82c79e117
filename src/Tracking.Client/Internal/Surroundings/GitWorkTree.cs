namespace Tracking.Client.Internal.Surroundings;

/// <summary>What is checked out around a folder, read from git's own files: no process is started.</summary>
/// <param name="Root">The work tree's folder.</param>
/// <param name="Commit">40 or 64 hex digits; null before the first commit.</param>
/// <param name="Branch">Its short name; null for a detached head.</param>
/// <param name="RepositoryUrl">Of the remote <c>origin</c>, else of the first; without credentials.</param>
internal sealed record GitWorkTree(string Root, string? Commit, string? Branch, string? RepositoryUrl)
{
    private const int MaxFileBytes = 16 * 1024 * 1024;
    private const string Branches = "refs/heads/";

    /// <summary>Null outside of a work tree, or where it cannot be read.</summary>
    internal static GitWorkTree? Find(string folder)
    {
        try
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                if (GitFolder(at.FullName) is { } git)
                    return Read(at.FullName, git);
            }

            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The tags are a courtesy; a run must not fail for them.
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

    private static GitWorkTree Read(string root, string git)
    {
        // A linked work tree keeps its HEAD to itself and shares the branches with the main repository.
        var shared = ReadLine(Path.Join(git, "commondir")) is { } common ? Path.GetFullPath(common, git) : git;
        var head = ReadLine(Path.Join(git, "HEAD"));
        var url = RemoteUrl(Path.Join(shared, "config"));
        if (head?.StartsWith("ref: ", StringComparison.Ordinal) != true)
            return new GitWorkTree(root, AsCommit(head), null, url);

        var reference = head["ref: ".Length..];
        var commit = AsCommit(ReadLine(Path.Join(git, reference)))
            ?? AsCommit(ReadLine(Path.Join(shared, reference)))
            ?? FromPackedRefs(Path.Join(shared, "packed-refs"), reference);
        var branch = reference.StartsWith(Branches, StringComparison.Ordinal) ? reference[Branches.Length..] : null;
        return new GitWorkTree(root, commit, branch, url);
    }

    private static string? FromPackedRefs(string file, string reference) => !IsSmallFile(file)
        ? null
        : File.ReadLines(file)
            .Where(line => line.EndsWith(" " + reference, StringComparison.Ordinal))
            .Select(line => AsCommit(line.Split(' ')[0]))
            .FirstOrDefault();

    private static string? RemoteUrl(string config)
    {
        if (IniFile.Read(config) is not { } file)
            return null;
        var remotes = file.Sections.Where(section => section.StartsWith("remote ", StringComparison.Ordinal));
        var url = file.Value("remote \"origin\"", "url")
            ?? remotes.Select(remote => file.Value(remote, "url")).FirstOrDefault(found => found is not null);
        return url is null ? null : WithoutCredentials(url);
    }

    /// <summary>Build servers clone with a token in the address; it must not end up in a tag.</summary>
    private static string WithoutCredentials(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length > 0
            ? new UriBuilder(uri) { UserName = "", Password = "" }.Uri.AbsoluteUri
            : url;

    private static string? ReadLine(string file) =>
        IsSmallFile(file) ? File.ReadLines(file).FirstOrDefault()?.Trim() : null;

    private static bool IsSmallFile(string file) => new FileInfo(file) is { Exists: true, Length: <= MaxFileBytes };

    private static string? AsCommit(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? text : null;
}
