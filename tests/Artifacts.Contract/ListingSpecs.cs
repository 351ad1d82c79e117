using Tracking.TestKit;

namespace Tracking.Artifacts.Contract;

public abstract class ListingSpecs : ArtifactStoreContract
{
    [Fact]
    public async Task Lists_direct_children_by_name()
    {
        foreach (var name in (string[])["b.txt", "B.txt", "a/deep/x", "Z/y", "_.txt"])
        {
            await WriteAsync(name, name);
        }

        Assert.Equal(["B.txt", "Z", "_.txt", "a", "b.txt"], await ListAsync());
        Assert.Equal(["a/deep"], await ListAsync("a"));
    }

    [Fact]
    public async Task Listing_a_file_or_nothing_is_empty()
    {
        await WriteAsync("a.txt", "x");
        Assert.Empty(await ListAsync("a.txt"));
        Assert.Empty(await ListAsync("none/at/all"));
        Assert.Empty(await ListAsync("a"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Pages_hold_every_child_once_in_the_order_of_keys(int pageEntries)
    {
        string[] names = ["a/1", "a/2", "b", "c/x/y", "d", "e/1", "f", "ü", "漢"];
        foreach (var name in names)
        {
            await WriteAsync("in/" + name, name);
        }

        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await Store.ListPageAsync(At("in"), after, pageEntries, Patience.Token());
            Assert.InRange(page.Entries.Count, 1, pageEntries);
            found.AddRange(page.Entries.Select(entry => ArtifactOrder.KeyOf(entry.Path.Name, entry.IsFolder)));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["a/", "b", "c/", "d", "e/", "f", "ü", "漢"], found);
    }

    [Fact]
    public async Task A_page_may_start_where_nothing_stands_any_more()
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            await WriteAsync(name, "x");
        }

        var first = await Store.ListPageAsync(ArtifactPath.Root, null, 2, Patience.Token());
        await Store.DeleteAsync(At("b"), Patience.Token());
        await Store.DeleteAsync(At("c"), Patience.Token());
        var second = await Store.ListPageAsync(ArtifactPath.Root, first.Next, 2, Patience.Token());
        Assert.Equal(["d"], second.Entries.Select(entry => entry.Path.Value));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Finds_all_files_below_a_folder()
    {
        foreach (var name in (string[])["x/a", "x/b/c", "x/b/d/e", "xy"])
        {
            await WriteAsync(name, name);
        }

        var files = new List<string>();
        await foreach (var file in Store.FilesBelowAsync(At("x"), Patience.Token()))
        {
            files.Add(file.Path.Value);
        }

        Assert.Equal(["x/a", "x/b/c", "x/b/d/e"], files.Order(StringComparer.Ordinal));
    }
}
