using Tracking.Client.Artifacts;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Transfers;

public class DownloadSpecs : TransferFixture
{
    private const int Cut = 3 << 20;

    [Fact]
    public async Task A_download_whose_connection_drops_goes_on_from_where_it_was()
    {
        var run = await RunWithFileAsync();
        await using var proxy = await ProxyThatCutsOnceAsync();
        await using var client = ClientOf(proxy);
        var reports = new Reports();
        var file = await client.Artifacts.DownloadAsync(
            run, "data/big.bin", Folder["copy"], new TransferOptions { Progress = reports });
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(file));
        var gets = proxy.Requests.Where(request => request.Gets("/big.bin")).ToList();
        Assert.Equal(2, gets.Count);
        Assert.InRange(gets[1].From, 1, Cut);
        Assert.NotEmpty(gets[1].IfRange);
        var last = reports.All[^1];
        Assert.Equal((FileBytes, 1, 1), (last.BytesDone, last.FilesDone, last.FilesTotal));
        Assert.False(Directory.Exists(Folder["copy.part"]));
    }

    [Fact]
    public async Task A_target_that_another_process_downloads_to_is_waited_for_whatever_the_clock_of_the_client_does()
    {
        var run = await RunWithFileAsync();
        await using var client = new TrackingClient(
            Fixtures.OptionsFor(Server.Address) with { Time = new ManualTime() });
        Directory.CreateDirectory(Folder["copy.part"]);
        Task<string> download;
        await using (new FileStream(
            Folder["copy.part", "turn"], FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            download = client.Artifacts.DownloadAsync(run, "data/big.bin", Folder["copy"]);
            await Assert.ThrowsAsync<TimeoutException>(() => download.WaitAsync(TimeSpan.FromMilliseconds(500)));
        }

        Assert.Equal(Content(1), await File.ReadAllBytesAsync(await download.WaitAsync(Patience.Token())));
    }

    [Fact]
    public async Task A_connection_that_drops_more_often_than_retries_are_allowed_still_gets_forward()
    {
        var run = await RunWithFileAsync();
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            request.Gets("/big.bin") ? new Interference { CutAnswerAfter = 1 << 20 } : null);
        // A reset may take back what was received and not yet read, so one round without any progress is no failure.
        await using var client = ClientOf(proxy, options => options with { MaxRetries = 2 });
        var file = await client.Artifacts.DownloadAsync(run, "data/big.bin", Folder["copy"]);
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(file));
        Assert.True(proxy.Requests.Count(request => request.Gets("/big.bin")) > 3);
    }

    [Fact]
    public async Task A_download_that_was_given_up_goes_on_in_the_next_call()
    {
        var run = await RunWithFileAsync();
        await using var proxy = await ProxyThatCutsOnceAsync(512 * 1024);
        await using var client = ClientOf(proxy, options => options with { MaxRetries = 0 });
        await Assert.ThrowsAsync<TrackingClientException>(() =>
            client.Artifacts.DownloadAsync(run, "data", Folder["copy"]));
        Assert.False(Directory.Exists(Folder["copy"]));
        await client.Artifacts.DownloadAsync(run, "data", Folder["copy"]);
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder["copy", "big.bin"]));
        Assert.InRange(proxy.Requests.Last(request => request.Gets("/big.bin")).From, 1, 512 * 1024);
    }

    [Fact]
    public async Task A_file_that_was_replaced_meanwhile_is_fetched_anew()
    {
        var run = await RunWithFileAsync();
        await using var proxy = await ProxyThatCutsOnceAsync(512 * 1024);
        await using var client = ClientOf(proxy, options => options with { MaxRetries = 0 });
        await Assert.ThrowsAsync<TrackingClientException>(() =>
            client.Artifacts.DownloadAsync(run, "data", Folder["copy"]));
        await File.WriteAllBytesAsync(Folder["big.bin"], Content(2));
        await Client.Artifacts.UploadFileAsync(run, Folder["big.bin"], "data");
        await client.Artifacts.DownloadAsync(run, "data", Folder["copy"]);
        Assert.Equal(Content(2), await File.ReadAllBytesAsync(Folder["copy", "big.bin"]));
    }

    [Fact]
    public async Task What_is_left_of_another_download_does_not_slip_into_the_folder()
    {
        var run = await RunWithFileAsync();
        await using var proxy = await ProxyThatCutsOnceAsync(512 * 1024);
        await using var client = ClientOf(proxy, options => options with { MaxRetries = 0 });
        await Assert.ThrowsAsync<TrackingClientException>(() =>
            client.Artifacts.DownloadAsync(run, "data", Folder["copy"]));
        await using var other = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await other.LogTextAsync("small", "data/small.txt");
        await client.Artifacts.DownloadAsync(other.Id, "data", Folder["copy"]);
        Assert.Equal([Folder["copy", "small.txt"]], Directory.GetFiles(Folder["copy"]));
    }

    [Fact]
    public async Task A_file_that_does_not_exist_leaves_nothing_behind()
    {
        var run = await RunWithFileAsync();
        var error = await Assert.ThrowsAsync<TrackingClientException>(() =>
            Client.Artifacts.DownloadAsync(run, "none.bin", Folder["copy"]));
        Assert.Equal(TrackingClientException.ResourceDoesNotExist, error.ErrorCode);
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path, "copy*"));
    }

    private Task<CuttingProxy> ProxyThatCutsOnceAsync(long after = Cut)
    {
        var cut = 0;
        return CuttingProxy.StartAsync(Server.Address, request =>
            request.Gets("/big.bin") && Interlocked.Exchange(ref cut, 1) == 0
                ? new Interference { CutAnswerAfter = after }
                : null);
    }
}
