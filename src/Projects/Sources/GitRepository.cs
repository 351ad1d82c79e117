using Tracking.Projects.Execution;

namespace Tracking.Projects.Sources;

/// <summary>Asks git, by its command line, about a work tree.</summary>
/// <param name="root">The top of the work tree.</param>
internal sealed class GitRepository(string root)
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
            var root = await Tool.RunAsync(
                folder, "ask git", ["git", "rev-parse", "--show-toplevel"], cancellationToken);
            var repository = new GitRepository(root.Trim());
            await repository.AskAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD");
            return repository;
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
        var commit = (await AskAsync(cancellationToken, "rev-parse", "HEAD")).Trim();
        var branch = (await AskAsync(cancellationToken, "rev-parse", "--abbrev-ref", "HEAD")).Trim();
        var remotes = await AskAsync(cancellationToken, "remote");
        var url = remotes.Split('\n').Contains("origin")
            ? WithoutCredentials((await AskAsync(cancellationToken, "remote", "get-url", "origin")).Trim())
            : null;
        return new GitState(
            commit, branch == "HEAD" ? null : branch, url, await ChangesAsync(cancellationToken));
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
