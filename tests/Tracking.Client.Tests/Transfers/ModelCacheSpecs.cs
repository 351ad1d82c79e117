using Tracking.Client.Artifacts;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Transfers;

public class ModelCacheSpecs : TransferFixture
{
    [Fact]
    public async Task A_model_that_was_fetched_before_is_not_fetched_again()
    {
        var uri = ModelUri.Parse(await LogModelAsync());
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, _ => null);
        await using var client = ClientOf(proxy);
        await client.Models.DownloadAsync(uri, Folder["one"]);
        var reports = new Reports();
        await client.Models.DownloadAsync(uri, Folder["two"], new TransferOptions { Progress = reports });
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder["two", "model.onnx"]));
        Assert.Single(proxy.Requests, request => request.Gets("/model.onnx"));
        Assert.Equal(reports.All[^1].BytesTotal, reports.All[^1].BytesDone);
        Assert.Equal(4, reports.All[^1].FilesDone);
    }

    [Fact]
    public async Task A_changed_copy_does_not_change_what_is_kept()
    {
        var uri = ModelUri.Parse(await LogModelAsync());
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, _ => null);
        await using var client = ClientOf(proxy);
        await client.Models.DownloadAsync(uri, Folder["one"]);
        await File.WriteAllTextAsync(Folder["one", "model.onnx"], "changed");
        await client.Models.DownloadAsync(uri, Folder["two"]);
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder["two", "model.onnx"]));
    }

    [Fact]
    public async Task Damage_on_this_disk_is_found_and_the_file_fetched_again()
    {
        var uri = ModelUri.Parse(await LogModelAsync());
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, _ => null);
        await using var client = ClientOf(proxy);
        await client.Models.DownloadAsync(uri, Folder["one"]);
        var kept = Objects().Single(file => file.Length == FileBytes);
        await using (var damage = kept.OpenWrite())
            damage.WriteByte((byte)(Content(1)[0] ^ 1));
        await client.Models.DownloadAsync(uri, Folder["two"]);
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder["two", "model.onnx"]));
        Assert.Equal(2, proxy.Requests.Count(request => request.Gets("/model.onnx")));
    }

    [Fact]
    public async Task Bytes_that_were_damaged_on_their_way_are_fetched_again()
    {
        var uri = ModelUri.Parse(await LogModelAsync());
        var spoilt = 0;
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            request.Gets("/model.onnx") && Interlocked.Exchange(ref spoilt, 1) == 0
                ? new Interference { SpoilByteAt = 1_000_000 }
                : null);
        await using var client = ClientOf(proxy);
        await client.Models.DownloadAsync(uri, Folder["copy"]);
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder["copy", "model.onnx"]));
        Assert.Equal(2, proxy.Requests.Count(request => request.Gets("/model.onnx")));
    }

    [Fact]
    public async Task Bytes_that_are_damaged_every_time_are_refused_and_not_kept()
    {
        var uri = ModelUri.Parse(await LogModelAsync());
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            request.Gets("/model.onnx") ? new Interference { SpoilByteAt = 1_000_000 } : null);
        await using var client = ClientOf(proxy);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() =>
            client.Models.DownloadAsync(uri, Folder["copy"]));
        Assert.Equal(TrackingClientException.DataCorrupted, error.ErrorCode);
        Assert.StartsWith("The file 'model.onnx' was damaged on its way: its SHA-256 is ", error.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path, "copy*"));
        Assert.DoesNotContain(Objects(), file => file.Length == FileBytes);
        Assert.Empty(Directory.GetFiles(Folder["cache", "parts"]));
    }

    [Fact]
    public async Task What_was_used_longest_ago_makes_room_for_the_rest()
    {
        string[] uris = [await LogModelAsync("a", 1), await LogModelAsync("b", 2), await LogModelAsync("c", 3)];
        var time = new ManualTime();
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, _ => null);
        await using var client = ClientOf(proxy, options => options with
        {
            Time = time,
            CacheMaxBytes = (2 * FileBytes) + 100_000,
        });
        foreach (var (target, which) in ((string, int)[])[("1", 0), ("2", 1), ("3", 0), ("4", 2), ("5", 0), ("6", 1)])
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await client.Models.DownloadAsync(ModelUri.Parse(uris[which]), Folder["copy", target]);
        }

        // The second model had to go for the third; the first had been used in between.
        Assert.Equal(4, proxy.Requests.Count(request => request.Gets("/model.onnx")));
        Assert.True(Objects().Sum(file => file.Length) <= (2 * FileBytes) + 100_000);
    }

    [Fact]
    public async Task Without_digests_and_tags_as_on_stock_servers_the_size_tells_a_model_apart()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await run.LogArtifactsAsync(WriteModel(), "model");
        await using var proxy = await CuttingProxy.StartAsync(
            Server.Address, _ => new Interference { NoTag = true });
        await using var client = ClientOf(proxy);
        var uri = ModelUri.Parse($"runs:/{run.Id}/model");
        await client.Models.DownloadAsync(uri, Folder["one"]);
        await client.Models.DownloadAsync(uri, Folder["two"]);
        Assert.Single(proxy.Requests, request => request.Gets("/model.onnx"));
        await run.LogTextAsync("another", "model/model.onnx");
        await client.Models.DownloadAsync(uri, Folder["three"]);
        Assert.Equal("another", await File.ReadAllTextAsync(Folder["three", "model.onnx"]));
    }

    [Fact]
    public async Task Without_digests_the_tag_tells_whether_a_file_is_still_the_same()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await run.LogArtifactsAsync(WriteModel(), "model");
        await using var client = new TrackingClient(
            Fixtures.OptionsFor(Server.Address) with { CacheFolder = Folder["cache"] });
        var uri = ModelUri.Parse($"runs:/{run.Id}/model");
        await client.Models.DownloadAsync(uri, Folder["one"]);
        await run.LogTextAsync("NOT REALLY", "model/model.onnx");
        await client.Models.DownloadAsync(uri, Folder["two"]);
        Assert.Equal("NOT REALLY", await File.ReadAllTextAsync(Folder["two", "model.onnx"]));
    }

    private IEnumerable<FileInfo> Objects() =>
        new DirectoryInfo(Folder["cache", "objects"]).EnumerateFiles("*", SearchOption.AllDirectories);
}
