using Tracking.Client.Artifacts;
using Tracking.Client.Internal.Artifacts.Uploads;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Transfers;

public class UploadSpecs : TransferFixture
{
    private const int LargeBytes = (int)PartedUpload.MinFileBytes + 1_000_000;

    [Fact]
    public async Task A_large_upload_that_breaks_off_goes_on_in_parts()
    {
        var (run, file) = await RunAndFileAsync(LargeBytes);
        var cut = 0;
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            request.Method == "PUT" && Interlocked.Exchange(ref cut, 1) == 0
                ? new Interference { CutRequestAfter = 1 << 20 }
                : null);
        await using var client = ClientOf(proxy);
        var reports = new Reports();
        await client.Artifacts.UploadFileAsync(run, file, "data", new TransferOptions { Progress = reports });
        await AssertArrivedAsync(run, file);
        Assert.Equal(5, proxy.Requests.Count(IsPart));
        Assert.Equal(LargeBytes, reports.All[^1].BytesDone);
        Assert.Empty(Directory.GetFiles(Folder["cache", "uploads"]));
    }

    [Fact]
    public async Task An_upload_that_was_given_up_goes_on_with_the_parts_that_are_missing()
    {
        var (run, file) = await RunAndFileAsync(LargeBytes);
        var broken = true;
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            Volatile.Read(ref broken) && IsPart(request) && NumberOf(request) > 2
                ? new Interference { CutRequestAfter = 1 << 20 }
                : null);
        await using (var first = ClientOf(proxy, InParts))
            await Assert.ThrowsAsync<TrackingClientException>(() => first.Artifacts.UploadFileAsync(run, file, "data"));

        var before = proxy.Requests.Count;
        Volatile.Write(ref broken, false);
        await using var second = ClientOf(proxy, InParts);
        await second.Artifacts.UploadFileAsync(run, file, "data");
        await AssertArrivedAsync(run, file);
        var after = proxy.Requests.Skip(before).ToList();
        Assert.Contains(after, request => request.Path.Contains("/mpu/resume/", StringComparison.Ordinal));
        Assert.DoesNotContain(after, request => request.Path.Contains("/mpu/create/", StringComparison.Ordinal));
        Assert.True(after.Count(IsPart) < 5, "parts that had arrived were sent again");
    }

    [Fact]
    public async Task A_file_that_changed_since_is_uploaded_from_its_start()
    {
        var (run, file) = await RunAndFileAsync(LargeBytes);
        var broken = true;
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            Volatile.Read(ref broken) && IsPart(request) && NumberOf(request) > 2
                ? new Interference { CutRequestAfter = 1 << 20 }
                : null);
        await using var client = ClientOf(proxy, InParts);
        await Assert.ThrowsAsync<TrackingClientException>(() => client.Artifacts.UploadFileAsync(run, file, "data"));
        Volatile.Write(ref broken, false);
        await File.WriteAllBytesAsync(file, Content(9, LargeBytes));
        File.SetLastWriteTimeUtc(file, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await client.Artifacts.UploadFileAsync(run, file, "data");
        await AssertArrivedAsync(run, file);
    }

    [Fact]
    public async Task A_small_upload_that_breaks_off_is_sent_again()
    {
        var (run, file) = await RunAndFileAsync(FileBytes);
        var cut = 0;
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            request.Method == "PUT" && Interlocked.Exchange(ref cut, 1) == 0
                ? new Interference { CutRequestAfter = 1 << 20 }
                : null);
        await using var client = ClientOf(proxy);
        await client.Artifacts.UploadFileAsync(run, file, "data");
        await AssertArrivedAsync(run, file);
        Assert.DoesNotContain(proxy.Requests, request => request.Path.Contains("/mpu/", StringComparison.Ordinal));
    }

    private static TrackingClientOptions InParts(TrackingClientOptions options) => options with
    {
        MaxRetries = 0,
        ParallelTransfers = 1,
        UploadInPartsFromBytes = PartedUpload.MinFileBytes,
    };

    private static bool IsPart(Passed request) =>
        request.Method == "PUT" && request.Path.Contains("/mpu/part/", StringComparison.Ordinal);

    private static int NumberOf(Passed request) => int.Parse(
        request.Query.Split("part_number=")[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(string Run, string File)> RunAndFileAsync(int bytes)
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await File.WriteAllBytesAsync(Folder["large.bin"], Content(1, bytes));
        return (run.Id, Folder["large.bin"]);
    }

    private async Task AssertArrivedAsync(string run, string file)
    {
        var copy = await Client.Artifacts.DownloadAsync(run, "data/large.bin", Folder["arrived"]);
        var (arrived, sent) = (await File.ReadAllBytesAsync(copy), await File.ReadAllBytesAsync(file));
        Assert.True(arrived.AsSpan().SequenceEqual(sent), "what arrived is not what was sent");
    }
}
