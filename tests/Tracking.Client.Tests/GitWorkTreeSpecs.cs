using Tracking.Client.Internal.Surroundings;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public sealed class GitWorkTreeSpecs : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_a_branch_from_a_folder_deep_in_the_work_tree()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write(".git/refs/heads/main", Commit + "\n");
        _folder.Write("src/a/b.cs", "");
        Assert.Equal(Commit, GitWorkTree.Find(_folder["src", "a"])!.Commit);
    }

    [Fact]
    public void Reads_a_detached_head_and_packed_branches()
    {
        _folder.Write(".git/HEAD", Commit);
        Assert.Equal(Commit, GitWorkTree.Find(_folder.Path)!.Commit);
        _folder.Write(".git/HEAD", "ref: refs/heads/x");
        _folder.Write(".git/packed-refs", $"# pack-refs\n{new string('f', 40)} refs/heads/xx\n{Commit} refs/heads/x\n");
        Assert.Equal(Commit, GitWorkTree.Find(_folder.Path)!.Commit);
    }

    [Fact]
    public void Reads_a_linked_work_tree()
    {
        _folder.Write("main/.git/refs/heads/topic", Commit);
        _folder.Write("main/.git/worktrees/t/HEAD", "ref: refs/heads/topic");
        _folder.Write("main/.git/worktrees/t/commondir", "../..");
        _folder.Write("t/.git", "gitdir: ../main/.git/worktrees/t");
        Assert.Equal(Commit, GitWorkTree.Find(_folder["t"])!.Commit);
    }

    [Theory]
    [InlineData("ref: refs/heads/unborn")]
    [InlineData("not a commit")]
    [InlineData("")]
    public void What_is_no_commit_is_none(string head)
    {
        _folder.Write(".git/HEAD", head);
        Assert.Null(GitWorkTree.Find(_folder.Path)!.Commit);
    }

    [Fact]
    public void Tells_the_branch_with_its_slashes_and_none_of_a_detached_head()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/feature/x\n");
        Assert.Equal("feature/x", GitWorkTree.Find(_folder.Path)!.Branch);
        _folder.Write(".git/HEAD", Commit);
        Assert.Null(GitWorkTree.Find(_folder.Path)!.Branch);
    }

    [Theory]
    [InlineData("https://user:secret@host.example/a/b.git", "https://host.example/a/b.git")]
    [InlineData("https://host.example:8443/a.git", "https://host.example:8443/a.git")]
    [InlineData("git@host.example:a/b.git", "git@host.example:a/b.git")]
    public void Tells_the_address_of_origin_without_credentials(string url, string shown)
    {
        _folder.Write(".git/HEAD", Commit);
        _folder.Write(".git/config",
            $"[core]\n\tbare = false\n[remote \"up\"]\n\turl = x\n[remote \"origin\"]\n\turl = {url}\n");
        Assert.Equal(shown, GitWorkTree.Find(_folder.Path)!.RepositoryUrl);
    }

    [Fact]
    public void Is_none_outside_of_a_work_tree() => Assert.Null(GitWorkTree.Find(_folder.Path));

    [ProgramFact("git")]
    public async Task Git_tells_whether_tracked_files_differ()
    {
        Git("init", "-q", "-b", "trunk");
        _folder.Write("a.txt", "1");
        Git("add", "a.txt");
        Git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "-q", "-m", "first");
        _folder.Write("untracked.txt", "1");
        Assert.False(await GitChanges.AskAsync(_folder.Path, TimeProvider.System));
        _folder.Write("a.txt", "2");
        Assert.True(await GitChanges.AskAsync(_folder.Path, TimeProvider.System));
        var tree = GitWorkTree.Find(_folder.Path)!;
        Assert.Equal(("trunk", 40), (tree.Branch, tree.Commit!.Length));
    }

    [Fact]
    public async Task Without_a_repository_git_has_no_answer() =>
        Assert.Null(await GitChanges.AskAsync(_folder["none"], TimeProvider.System));

    private void Git(params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start("git", ["-C", _folder.Path, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
