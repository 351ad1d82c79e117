namespace Tracking.Artifacts.Tests;

public class UnwritableStoreSpecs : StoreFixture
{
    [Fact]
    public async Task A_root_that_cannot_be_made_is_an_io_error_and_reading_finds_nothing()
    {
        await File.WriteAllTextAsync(Outside("file"), "not a folder");
        var store = new LocalArtifactStore(Path.Join(Outside("file"), "store"));
        await Assert.ThrowsAnyAsync<IOException>(() => store.WriteAsync(At("a.txt"), new MemoryStream([1]), default));
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.OpenReadAsync(At("a.txt"), default));
        Assert.Empty(await store.ListAsync(ArtifactPath.Root, default));
    }
}
