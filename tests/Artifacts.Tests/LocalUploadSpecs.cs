using Tracking.Artifacts.Contract;
using Tracking.Artifacts.Uploads;
using Tracking.TestKit;

namespace Tracking.Artifacts.Tests;

public class LocalUploadSpecs : StoreFixture
{
    [Fact]
    public async Task An_upload_outlives_the_process_that_began_it()
    {
        var upload = await Store.Uploads.BeginAsync(At("a.bin"), Patience.Token());
        var first = await PutAsync(Store, upload, 1, [1]);
        var restarted = new LocalArtifactStore(Root);
        Assert.Equal([first], await restarted.Uploads.ListPartsAsync(upload, Patience.Token()));
        var second = await PutAsync(restarted, upload, 2, [2]);
        await restarted.Uploads.CompleteAsync(upload, [first, second], Patience.Token());
        Assert.Equal([1, 2], await File.ReadAllBytesAsync(Path.Join(Root, "a.bin")));
    }

    [Fact]
    public async Task An_upload_that_nobody_adds_to_expires_at_the_next_start()
    {
        var upload = await Store.Uploads.BeginAsync(At("a.bin"), Patience.Token());
        await PutAsync(Store, upload, 1, [1]);
        var young = new LocalArtifactStore(Root);
        Assert.Single(await young.Uploads.ListPartsAsync(upload, Patience.Token()));
        var later = new LocalArtifactStore(Root, new ManualTime(DateTimeOffset.UnixEpoch.AddYears(200)));
        var gone = await Assert.ThrowsAsync<UploadRefusedException>(
            () => later.Uploads.ListPartsAsync(upload, Patience.Token()));
        Assert.True(gone.IsUnknownUpload);
        Assert.Empty(Directory.GetDirectories(Path.Join(Root, ".tracking-tmp", "uploads")));
    }

    [Fact]
    public async Task No_more_than_a_thousand_uploads_are_under_way()
    {
        var first = await Store.Uploads.BeginAsync(At("a.bin"), Patience.Token());
        for (var i = 1; i < LocalUploads.MaxUploads; i++)
        {
            Directory.CreateDirectory(Path.Join(Root, ".tracking-tmp", "uploads", $"{i:x32}"));
        }

        var refused = await Assert.ThrowsAsync<ArtifactStoreUnavailableException>(
            () => Store.Uploads.BeginAsync(At("b.bin"), Patience.Token()));
        Assert.StartsWith("1000 uploads in parts are under way", refused.Message, StringComparison.Ordinal);
        await Store.Uploads.AbortAsync(first, Patience.Token());
        await Store.Uploads.BeginAsync(At("b.bin"), Patience.Token());
    }

    [Fact]
    public async Task A_part_that_breaks_off_leaves_the_earlier_one_and_no_leftover()
    {
        var upload = await Store.Uploads.BeginAsync(At("a.bin"), Patience.Token());
        var whole = await PutAsync(Store, upload, 1, [1, 2, 3]);
        var broken = new GeneratedStream(300_000) { AtHalf = () => throw new InvalidDataException("it broke") };
        await Assert.ThrowsAsync<InvalidDataException>(() => Writer(Store).WritePartAsync(upload, 1, broken, default));
        Assert.Equal([whole], await Store.Uploads.ListPartsAsync(upload, Patience.Token()));
        Assert.Empty(LeftoverFiles());
    }

    [Fact]
    public async Task An_upload_that_finds_no_place_is_refused_and_can_still_be_aborted()
    {
        await WriteAsync("folder/folder/file.txt", "x");
        var upload = await Store.Uploads.BeginAsync(At("folder"), Patience.Token());
        var part = await PutAsync(Store, upload, 1, [1]);
        await Assert.ThrowsAsync<ArtifactConflictException>(
            () => Store.Uploads.CompleteAsync(upload, [part], Patience.Token()));
        Assert.Single(await Store.Uploads.ListPartsAsync(upload, Patience.Token()));
        await Store.Uploads.AbortAsync(upload, Patience.Token());
        Assert.Equal("x", await ReadAsync("folder/folder/file.txt"));
    }

    private static IPartWriter Writer(LocalArtifactStore store) => (IPartWriter)store.Uploads;

    private static Task<UploadedPart> PutAsync(
        LocalArtifactStore store, ArtifactUpload upload, int number, byte[] bytes) =>
        Writer(store).WritePartAsync(upload, number, new MemoryStream(bytes), Patience.Token());
}
