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
    public async Task Lists_direct_children_by_ordinal_name_without_its_temporary_folder()
    {
        foreach (var name in (string[])["b.txt", "B.txt", "a/deep/x", "Z/y", "_.txt"])
            await WriteAsync(name, name);
        Assert.True(Directory.Exists(Path.Join(Root, ".tracking-tmp")));
        Assert.Equal(["B.txt", "Z", "_.txt", "a", "b.txt"], await ListAsync());
        Assert.Equal(["a/deep"], await ListAsync("a"));
    }

    [Fact]
    public async Task Describes_files_and_folders_and_nothing()
    {
        await WriteAsync("a/b.txt", "12345");
        var file = await Store.StatAsync(At("a/b.txt"), Patience.Token());
        var folder = await Store.StatAsync(At("a"), Patience.Token());
        Assert.Equal((false, 5L), (file!.IsFolder, file.SizeBytes));
        Assert.Equal((true, 0L), (folder!.IsFolder, folder.SizeBytes));
        Assert.Null(await Store.StatAsync(At("a/none"), Patience.Token()));
        Assert.Null(await Store.StatAsync(At("a/b.txt/below"), Patience.Token()));
    }

    [Fact]
    public async Task Listing_a_file_or_nothing_is_empty()
    {
        await WriteAsync("a.txt", "x");
        Assert.Empty(await ListAsync("a.txt"));
        Assert.Empty(await ListAsync("none/at/all"));
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
    public async Task Deletes_a_file_a_folder_and_what_is_not_there()
    {
        await WriteAsync("a/b/c.txt", "x");
        await WriteAsync("a/d.txt", "x");
        await Store.DeleteAsync(At("a/d.txt"), Patience.Token());
        Assert.Equal(["a/b"], await ListAsync("a"));
        await Store.DeleteAsync(At("a"), Patience.Token());
        await Store.DeleteAsync(At("a/never/there"), Patience.Token());
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Deleting_the_root_empties_the_store_and_it_can_be_written_again()
    {
        await WriteAsync("a/b.txt", "x");
        await WriteAsync("c.txt", "x");
        await Store.DeleteAsync(ArtifactPath.Root, Patience.Token());
        Assert.Empty(await ListAsync());
        await WriteAsync("c.txt", "again");
        Assert.Equal("again", await ReadAsync("c.txt"));
    }

    [Fact]
    public async Task A_file_and_a_folder_cannot_have_one_name()
    {
        await WriteAsync("a/b.txt", "x");
        var folder = await Assert.ThrowsAsync<ArtifactConflictException>(() => WriteAsync("a", "x"));
        Assert.Equal("Cannot write artifact 'a': a folder of that name exists", folder.Message);
        var file = await Assert.ThrowsAsync<ArtifactConflictException>(() => WriteAsync("a/b.txt/c/d", "x"));
        Assert.Equal("Cannot write below 'a/b.txt/c': 'a/b.txt' is a file", file.Message);
        Assert.Empty(LeftoverFiles());
    }

    [Fact]
    public async Task The_root_itself_is_no_file() =>
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => WriteAsync("", "x"));
}
