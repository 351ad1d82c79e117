using Tracking.TestKit;

namespace Tracking.Artifacts.Tests;

public class LocalArtifactStoreSpecs : StoreFixture
{
    [Fact]
    public async Task Reads_back_what_was_written_and_makes_missing_folders()
    {
        await WriteAsync("a/b/c.txt", "hello");
        Assert.Equal("hello", await ReadAsync("a/b/c.txt"));
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Join(Root, "a", "b", "c.txt")));
    }

    [Fact]
    public async Task Replaces_a_file_while_a_reader_keeps_the_old_content()
    {
        await WriteAsync("a.txt", "old");
        await using var open = await Store.OpenReadAsync(At("a.txt"), Patience.Token());
        await WriteAsync("a.txt", "new");
        Assert.Equal("new", await ReadAsync("a.txt"));
        using var reader = new StreamReader(open);
        Assert.Equal("old", await reader.ReadToEndAsync(Patience.Token()));
    }

    [Fact]
    public async Task Listings_leave_its_temporary_folder_out()
    {
        await WriteAsync("b.txt", "x");
        await Store.Uploads.BeginAsync(At("c.txt"), Patience.Token());
        Assert.True(Directory.Exists(Path.Join(Root, ".tracking-tmp", "uploads")));
        Assert.Equal(["b.txt"], await ListAsync());
    }

    [Fact]
    public async Task Nothing_stands_below_a_file()
    {
        await WriteAsync("a/b.txt", "12345");
        Assert.Null(await Store.StatAsync(At("a/b.txt/below"), Patience.Token()));
    }

    [Theory]
    [InlineData("{root}", true, "")]
    [InlineData("{root}/1/run/artifacts", true, "1/run/artifacts")]
    [InlineData("file://{root}/1/run/", true, "1/run")]
    [InlineData("{root}-other/1", false, "")]
    [InlineData("{root}/../other", false, "")]
    [InlineData("file://{root}/../other", false, "")]
    [InlineData("relative/1", false, "")]
    [InlineData("s3://bucket/1", false, "")]
    public void Knows_the_locations_below_its_root(string location, bool holds, string path)
    {
        var full = location.Replace("{root}", Root, StringComparison.Ordinal);
        Assert.Equal(holds, Store.TryLocate(full, out var found));
        Assert.Equal(path, found.Value);
    }

    [Theory]
    [InlineData("none.txt")]
    [InlineData("none/below.txt")]
    [InlineData("folder")]
    [InlineData("folder/file.txt/below/it")]
    public async Task What_is_no_file_is_not_found_and_the_message_names_no_local_path(string path)
    {
        await WriteAsync("folder/file.txt", "x");
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => Store.OpenReadAsync(At(path), default));
        Assert.Equal($"Artifact '{path}' does not exist", error.Message);
    }

    [Fact]
    public async Task A_file_written_onto_a_folder_goes_into_it_under_the_same_name()
    {
        await WriteAsync("a/b.txt", "x");
        await WriteAsync("a", "y");
        Assert.Equal("y", await ReadAsync("a/a"));
        Assert.Equal("x", await ReadAsync("a/b.txt"));
    }

    [Fact]
    public async Task A_file_and_a_folder_cannot_have_one_name()
    {
        await WriteAsync("a/a/b.txt", "x");
        await WriteAsync("a/b.txt", "x");
        var folder = await Assert.ThrowsAsync<ArtifactConflictException>(() => WriteAsync("a", "x"));
        Assert.Equal("Cannot write artifact 'a': 'a/a' is a folder, too", folder.Message);
        var file = await Assert.ThrowsAsync<ArtifactConflictException>(() => WriteAsync("a/b.txt/c/d", "x"));
        Assert.Equal("Cannot write below 'a/b.txt/c': 'a/b.txt' is a file", file.Message);
        Assert.Empty(LeftoverFiles());
    }
}
