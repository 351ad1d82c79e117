using Tracking.TestKit;

namespace Tracking.Artifacts.Contract;

public abstract class DeletionSpecs : ArtifactStoreContract
{
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
    public async Task A_sibling_whose_name_starts_alike_stays()
    {
        await WriteAsync("run1/a.txt", "x");
        await WriteAsync("run10/a.txt", "kept");
        await WriteAsync("run1.txt", "kept");
        await Store.DeleteAsync(At("run1"), Patience.Token());
        Assert.Equal(["run1.txt", "run10"], await ListAsync());
        Assert.Equal("kept", await ReadAsync("run10/a.txt"));
    }

    [Fact]
    public async Task A_tree_of_more_files_than_one_request_takes_is_deleted_whole()
    {
        var writes = Enumerable.Range(0, 1_100).Select(i => (Func<Task>)(() => WriteAsync($"tree/{i % 7}/{i}", "")));
        await Parallel.ForEachAsync(writes, Patience.Token(), async (write, _) => await write());
        await WriteAsync("kept", "x");
        await Store.DeleteAsync(At("tree"), Patience.Token());
        Assert.Equal(["kept"], await ListAsync());
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
}
