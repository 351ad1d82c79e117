using Tracking.Client.Internal.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public sealed class GitCommitSpecs : IDisposable
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
        Assert.Equal(Commit, GitCommit.Find(_folder["src", "a"]));
    }

    [Fact]
    public void Reads_a_detached_head_and_packed_branches()
    {
        _folder.Write(".git/HEAD", Commit);
        Assert.Equal(Commit, GitCommit.Find(_folder.Path));
        _folder.Write(".git/HEAD", "ref: refs/heads/x");
        _folder.Write(".git/packed-refs", $"# pack-refs\n{new string('f', 40)} refs/heads/xx\n{Commit} refs/heads/x\n");
        Assert.Equal(Commit, GitCommit.Find(_folder.Path));
    }

    [Fact]
    public void Reads_a_linked_work_tree()
    {
        _folder.Write("main/.git/refs/heads/topic", Commit);
        _folder.Write("main/.git/worktrees/t/HEAD", "ref: refs/heads/topic");
        _folder.Write("main/.git/worktrees/t/commondir", "../..");
        _folder.Write("t/.git", "gitdir: ../main/.git/worktrees/t");
        Assert.Equal(Commit, GitCommit.Find(_folder["t"]));
    }

    [Theory]
    [InlineData("ref: refs/heads/unborn")]
    [InlineData("not a commit")]
    [InlineData("")]
    public void What_is_no_commit_is_none(string head)
    {
        _folder.Write(".git/HEAD", head);
        Assert.Null(GitCommit.Find(_folder.Path));
    }
}
