using Tracking.TestKit;

namespace Tracking.Artifacts.Tests;

public class SymbolicLinkSpecs : StoreFixture
{
    public SymbolicLinkSpecs()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Outside("secret"));
        File.WriteAllText(Outside("secret/key.txt"), "top secret");
    }

    [Theory]
    [InlineData("out/key.txt")]
    [InlineData("twice/key.txt")]
    [InlineData("file.txt")]
    public async Task A_link_that_leads_outside_is_refused_for_reading_and_writing(string path)
    {
        LinkFolder("out", Outside("secret"));
        LinkFolder("twice", "out");
        File.CreateSymbolicLink(Path.Join(Root, "file.txt"), Outside("secret/key.txt"));

        var error = await Assert.ThrowsAsync<InvalidArtifactPathException>(() => ReadAsync(path));
        Assert.EndsWith("goes through a symbolic link that leads outside the artifact root", error.Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => WriteAsync(path, "overwritten"));
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => Store.StatAsync(At(path), default));
        Assert.Equal("top secret", await File.ReadAllTextAsync(Outside("secret/key.txt")));
    }

    [Fact]
    public async Task A_relative_link_that_climbs_out_is_refused()
    {
        Directory.CreateDirectory(Path.Join(Root, "a"));
        LinkFolder("a/up", "../../secret");
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => ReadAsync("a/up/key.txt"));
    }

    [Fact]
    public async Task A_folder_beside_the_root_whose_name_starts_alike_is_outside()
    {
        Directory.CreateDirectory(Root + "-other");
        LinkFolder("out", Root + "-other");
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => WriteAsync("out/x.txt", "x"));
    }

    [Fact]
    public async Task A_link_within_the_root_is_followed()
    {
        await WriteAsync("real/a.txt", "inside");
        LinkFolder("alias", Path.Join(Root, "real"));
        Assert.Equal("inside", await ReadAsync("alias/a.txt"));
        Assert.Equal(["alias/a.txt"], await ListAsync("alias"));
    }

    [Fact]
    public async Task A_circle_of_links_ends()
    {
        LinkFolder("a", "b");
        LinkFolder("b", "a");
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => ReadAsync("a/x.txt"));
    }

    [Fact]
    public async Task Listings_leave_out_links_that_lead_outside_and_broken_ones()
    {
        await WriteAsync("seen.txt", "x");
        LinkFolder("out", Outside("secret"));
        LinkFolder("broken", "nowhere");
        Assert.Equal(["seen.txt"], await ListAsync());
    }

    [Fact]
    public async Task Deleting_removes_links_and_never_what_they_lead_to()
    {
        await WriteAsync("folder/a.txt", "x");
        LinkFolder("folder/out", Outside("secret"));
        LinkFolder("out", Outside("secret"));
        await Store.DeleteAsync(At("out"), Patience.Token());
        await Store.DeleteAsync(At("folder"), Patience.Token());
        Assert.False(Path.Exists(Path.Join(Root, "out")));
        Assert.False(Path.Exists(Path.Join(Root, "folder")));
        Assert.True(File.Exists(Outside("secret/key.txt")));
    }

    [Fact]
    public async Task A_root_that_is_itself_a_link_works()
    {
        Directory.CreateSymbolicLink(Outside("linked"), Root);
        var store = new LocalArtifactStore(Outside("linked"));
        await WriteAsync("real/a.txt", "x");
        LinkFolder("alias", Path.Join(Root, "real"));
        await using var stream = await store.OpenReadAsync(At("alias/a.txt"), Patience.Token());
        Assert.Equal(1, stream.Length);
    }

    private void LinkFolder(string path, string target) => Directory.CreateSymbolicLink(Path.Join(Root, path), target);
}
