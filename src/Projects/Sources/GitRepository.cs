using Tracking.Projects.Execution;

namespace Tracking.Projects.Sources;

/// <summary>Asks git, by its command line, about a work tree.</summary>
/// <param name="root">The top of the work tree.</param>
/// <param name="commit">What is checked out.</param>
/// <param name="branch">Null when none is checked out.</param>
internal sealed class GitRepository(string root, string commit, string? branch)
{
    public string Root => root;

    /// <summary>The work tree around a folder; null when there is none, or no commit in it, or no git.</summary>
    public static async Task<GitRepository?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProgramSearch.Find("git", [], folder) is null)
        {
            return null;
        }

        try
        {
            // One question: each start of git costs milliseconds.
            var answer = await Tool.RunAsync(
                folder, "ask git", ["git", "rev-parse", "--show-toplevel", "HEAD", "--abbrev-ref", "HEAD"],
                cancellationToken);
            var lines = answer.TrimEnd('\n').Split('\n');
            return new GitRepository(
                string.Join('\n', lines[..^2]), lines[^2], lines[^1] == "HEAD" ? null : lines[^1]);
        }
        catch (ProjectException)
        {
            // No repository, no commit yet, or one that belongs to another user: the files are taken as they are.
            return null;
        }
    }

    /// <summary>Files that git knows or would add, relative and sorted; deleted ones left out.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellationToken)
    {
        var listed = await AskAsync(
            cancellationToken, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate");
        var files = new List<string>();
        foreach (var file in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var full = Path.Join(root, file);
            if (File.Exists(full))
            {
                files.Add(file);
            }
            else if (Directory.Exists(full))
            {
                // A submodule.
                files.AddRange(FolderCopy.FilesOf(full).Select(inner => Path.Join(file, inner)));
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Commit, branch, remote and what was changed since the commit.</summary>
    public async Task<GitState> StateAsync(CancellationToken cancellationToken)
    {
        var asking = AskAsync(cancellationToken, "ls-remote", "--get-url", "origin");
        var changes = await ChangesAsync(cancellationToken);
        var url = (await asking).Trim();
        // Without such a remote git gives its name back.
        return new GitState(commit, branch, url == "origin" ? null : WithoutCredentials(url), changes);
    }

    private async Task<string?> ChangesAsync(CancellationToken cancellationToken)
    {
        var status = await AskAsync(cancellationToken, "status", "--porcelain", "--untracked-files=normal");
        if (status.Length == 0)
        {
            return null;
        }

        // An index of its own, so that new files are part of the patch and the user's index stays as it is.
        var index = Path.Join(Path.GetTempPath(), $"tracking-index-{Guid.NewGuid():n}");
        try
        {
            await WithIndexAsync(index, cancellationToken, "read-tree", "HEAD");
            await WithIndexAsync(index, cancellationToken, "add", "--all");
            return await WithIndexAsync(index, cancellationToken, "diff", "--cached", "--binary", "HEAD");
        }
        finally
        {
            File.Delete(index);
        }
    }

    private Task<string> WithIndexAsync(string index, CancellationToken cancellationToken, params string[] arguments) =>
        Tool.RunAsync(
            root, "ask git for changes", ["env", $"GIT_INDEX_FILE={index}", "git", .. arguments], cancellationToken);

    private Task<string> AskAsync(CancellationToken cancellationToken, params string[] arguments) =>
        Tool.RunAsync(root, "ask git", ["git", .. arguments], cancellationToken);

    private static string WithoutCredentials(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0
            ? url.Replace(uri.UserInfo + "@", "", StringComparison.Ordinal)
            : url;
}
