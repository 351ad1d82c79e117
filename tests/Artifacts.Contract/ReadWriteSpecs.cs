using Tracking.TestKit;

namespace Tracking.Artifacts.Contract;

public abstract class ReadWriteSpecs : ArtifactStoreContract
{
    [Theory]
    [InlineData("a.txt")]
    [InlineData("a/b/c.txt")]
    [InlineData("sp ace+&=%41/ü 漢.txt")]
    public async Task Reads_back_what_was_written(string path)
    {
        await WriteAsync(path, "hello");
        Assert.Equal("hello", await ReadAsync(path));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await WriteAsync("empty", "");
        Assert.Equal("", await ReadAsync("empty"));
        Assert.Equal(0, (await Store.StatAsync(At("empty"), Patience.Token()))!.SizeBytes);
    }

    [Fact]
    public async Task Describes_files_folders_and_nothing()
    {
        await WriteAsync("a/b.txt", "12345");
        var file = await Store.StatAsync(At("a/b.txt"), Patience.Token());
        Assert.Equal((false, 5L, "a/b.txt"), (file!.IsFolder, file.SizeBytes, file.Path.Value));
        Assert.NotEmpty(file.Tag);
        Assert.True((await Store.StatAsync(At("a"), Patience.Token()))!.IsFolder);
        Assert.True((await Store.StatAsync(ArtifactPath.Root, Patience.Token()))!.IsFolder);
        Assert.Null(await Store.StatAsync(At("a/none"), Patience.Token()));
        Assert.Null(await Store.StatAsync(At("a/b"), Patience.Token()));
    }

    [Theory]
    [InlineData("none.txt")]
    [InlineData("none/below.txt")]
    [InlineData("folder")]
    public async Task What_is_no_file_is_not_found(string path)
    {
        await WriteAsync("folder/file.txt", "x");
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => Store.OpenAsync(At(path), Patience.Token()));
        Assert.Equal($"Artifact '{path}' does not exist", error.Message);
    }

    [Fact]
    public async Task Another_content_of_the_same_size_has_another_tag()
    {
        var tags = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync("same.txt", $"content {i}");
            Assert.True(tags.Add((await Store.StatAsync(At("same.txt"), Patience.Token()))!.Tag), $"after write {i}");
        }
    }

    [Fact]
    public async Task A_listing_tells_the_tag_and_size_that_opening_tells()
    {
        await WriteAsync("f/a.txt", "12345");
        using var file = await Store.OpenAsync(At("f/a.txt"), Patience.Token());
        var listed = Assert.Single(await Store.ListAsync(At("f"), Patience.Token()));
        Assert.Equal((file.Entry.Tag, file.Entry.SizeBytes), (listed.Tag, listed.SizeBytes));
    }

    [Theory]
    [InlineData(0, 5, "01234")]
    [InlineData(0, 1, "0")]
    [InlineData(7, 3, "789")]
    [InlineData(9, 1, "9")]
    [InlineData(10, 0, "")]
    [InlineData(0, 10, "0123456789")]
    public async Task Reads_any_part_of_a_file(long offset, long length, string expected)
    {
        await WriteAsync("digits", "0123456789");
        using var file = await Store.OpenAsync(At("digits"), Patience.Token());
        Assert.Equal(expected, await ReadAsync(file, offset, length));
    }

    [Fact]
    public async Task An_open_file_never_mixes_its_content_with_a_newer_one()
    {
        await WriteAsync("a.txt", "old content");
        using var file = await Store.OpenAsync(At("a.txt"), Patience.Token());
        await WriteAsync("a.txt", "new content");
        try
        {
            Assert.Equal("old", await ReadAsync(file, 0, 3));
        }
        catch (ArtifactChangedException changed)
        {
            Assert.Equal("Artifact 'a.txt' was replaced while it was read", changed.Message);
        }

        Assert.Equal("new content", await ReadAsync("a.txt"));
    }

    [Fact]
    public async Task A_stream_of_unknown_length_is_written_whole()
    {
        const int Length = (20 << 20) + 17;
        await Store.WriteAsync(At("big.bin"), new GeneratedStream(Length), Patience.Token());
        await using var stored = await Store.OpenReadAsync(At("big.bin"), Patience.Token());
        using var copy = new MemoryStream();
        await stored.CopyToAsync(copy, Patience.Token());
        Assert.Equal(Length, copy.Length);
        var bytes = copy.GetBuffer();
        Assert.All(Enumerable.Range(0, Length / 4099), i =>
            Assert.Equal(GeneratedStream.At(i * 4099L), bytes[i * 4099]));
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(40 << 20)]
    public async Task A_source_that_breaks_leaves_the_old_content(int length)
    {
        await WriteAsync("a.bin", "old");
        var source = new GeneratedStream(length) { AtHalf = () => throw new InvalidDataException("it broke") };
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.WriteAsync(At("a.bin"), source, Patience.Token()));
        Assert.Equal("old", await ReadAsync("a.bin"));
        Assert.Equal(["a.bin"], await ListAsync());
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var source = new GeneratedStream(40 << 20) { AtHalf = cancel.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.WriteAsync(At("a.bin"), source, cancel.Token));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task The_root_itself_is_no_file() =>
        await Assert.ThrowsAsync<InvalidArtifactPathException>(() => WriteAsync("", "x"));
}
