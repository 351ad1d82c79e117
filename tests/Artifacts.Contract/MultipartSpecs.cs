using System.Text;
using Tracking.Artifacts.Uploads;
using Tracking.TestKit;

namespace Tracking.Artifacts.Contract;

public abstract class MultipartSpecs : ArtifactStoreContract
{
    [Fact]
    public async Task Parts_sent_in_any_order_make_a_file_in_the_order_of_their_numbers()
    {
        var upload = await BeginAsync("m/big.bin");
        var second = await PutAsync(upload, 2, "two");
        var tenth = await PutAsync(upload, 10, "ten");
        var first = await PutAsync(upload, 1, "one,");
        Assert.Null(await Store.StatAsync(At("m/big.bin"), Patience.Token()));
        await Store.Uploads.CompleteAsync(upload, [first, second, tenth], Patience.Token());
        Assert.Equal("one,twoten", await ReadAsync("m/big.bin"));
        Assert.Equal(["m"], await ListAsync());
    }

    [Fact]
    public async Task After_a_break_the_parts_that_arrived_are_known_and_the_rest_completes_the_file()
    {
        var upload = await BeginAsync("a.bin");
        await PutAsync(upload, 3, "three");
        await PutAsync(upload, 1, "one");
        var arrived = await Store.Uploads.ListPartsAsync(upload, Patience.Token());
        Assert.Equal([(1, 3L), (3, 5L)], arrived.Select(part => (part.Number, part.SizeBytes)));
        var second = await PutAsync(upload, 2, "two");
        await Store.Uploads.CompleteAsync(upload, [arrived[0], second, arrived[1]], Patience.Token());
        Assert.Equal("onetwothree", await ReadAsync("a.bin"));
    }

    [Fact]
    public async Task A_part_sent_again_replaces_the_first()
    {
        var upload = await BeginAsync("a.bin");
        var wrong = await PutAsync(upload, 1, "wrong");
        var right = await PutAsync(upload, 1, "right");
        await AssertRefusedAsync(() => Store.Uploads.CompleteAsync(upload, [wrong], Patience.Token()), unknown: false);
        await Store.Uploads.CompleteAsync(upload, [right], Patience.Token());
        Assert.Equal("right", await ReadAsync("a.bin"));
    }

    [Fact]
    public async Task An_upload_replaces_the_old_file_only_when_it_is_complete()
    {
        await WriteAsync("a.bin", "old");
        var upload = await BeginAsync("a.bin");
        var part = await PutAsync(upload, 1, "new");
        Assert.Equal("old", await ReadAsync("a.bin"));
        await Store.Uploads.CompleteAsync(upload, [part], Patience.Token());
        Assert.Equal("new", await ReadAsync("a.bin"));
    }

    [Fact]
    public async Task Parts_that_make_no_file_are_refused_and_the_upload_stays()
    {
        var upload = await BeginAsync("a.bin");
        var one = await PutAsync(upload, 1, "one");
        var two = await PutAsync(upload, 2, "two");
        foreach (var parts in (UploadedPart[][])[[], [two, one], [one, one], [one, new UploadedPart(3, two.Tag)]])
        {
            await AssertRefusedAsync(() => Store.Uploads.CompleteAsync(upload, parts, Patience.Token()), false);
        }

        await Store.Uploads.CompleteAsync(upload, [one, two], Patience.Token());
        Assert.Equal("onetwo", await ReadAsync("a.bin"));
    }

    [Fact]
    public async Task An_aborted_upload_is_gone_and_aborting_again_is_no_error()
    {
        var upload = await BeginAsync("a.bin");
        var part = await PutAsync(upload, 1, "one");
        await Store.Uploads.AbortAsync(upload, Patience.Token());
        await AssertRefusedAsync(() => Store.Uploads.CompleteAsync(upload, [part], Patience.Token()), true);
        await AssertRefusedAsync(() => Store.Uploads.ListPartsAsync(upload, Patience.Token()), true);
        await Store.Uploads.AbortAsync(upload, Patience.Token());
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_completed_upload_and_that_of_another_path_are_unknown()
    {
        var upload = await BeginAsync("a.bin");
        var part = await PutAsync(upload, 1, "one");
        var other = upload with { Path = At("b.bin") };
        await AssertRefusedAsync(() => Store.Uploads.CompleteAsync(other, [part], Patience.Token()), unknown: true);
        await Store.Uploads.AbortAsync(other, Patience.Token());
        await Store.Uploads.CompleteAsync(upload, [part], Patience.Token());
        await AssertRefusedAsync(() => Store.Uploads.CompleteAsync(upload, [part], Patience.Token()), unknown: true);
        Assert.Null(await Store.StatAsync(At("b.bin"), Patience.Token()));
    }

    [Theory]
    [InlineData("no-such-upload")]
    [InlineData("../../../etc")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task An_upload_that_was_never_begun_is_unknown(string id)
    {
        var upload = new ArtifactUpload(At("a.bin"), id);
        await AssertRefusedAsync(() => Store.Uploads.ListPartsAsync(upload, Patience.Token()), unknown: true);
        await Store.Uploads.AbortAsync(upload, Patience.Token());
    }

    /// <summary>Sends a part as a client does.</summary>
    protected abstract Task<UploadedPart> PutAsync(ArtifactUpload upload, int number, byte[] content);

    private Task<ArtifactUpload> BeginAsync(string path) => Store.Uploads.BeginAsync(At(path), Patience.Token());

    private Task<UploadedPart> PutAsync(ArtifactUpload upload, int number, string text) =>
        PutAsync(upload, number, Encoding.UTF8.GetBytes(text));

    private static async Task AssertRefusedAsync(Func<Task> call, bool unknown)
    {
        var refused = await Assert.ThrowsAsync<UploadRefusedException>(call);
        Assert.Equal(unknown, refused.IsUnknownUpload);
    }
}
