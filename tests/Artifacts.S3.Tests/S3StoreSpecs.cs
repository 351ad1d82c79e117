using Tracking.TestKit;

namespace Tracking.Artifacts.S3.Tests;

[Collection(S3Collection.Name)]
public sealed class S3StoreSpecs(S3Fixture s3)
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_write_that_breaks_off_leaves_no_parts_behind()
    {
        using var store = new S3ArtifactStore(s3.NewConfig());
        var before = s3.Server.UnfinishedUploads();
        var during = 0;
        var source = new Contract.GeneratedStream(40 << 20)
        {
            AtHalf = () =>
            {
                during = s3.Server.UnfinishedUploads();
                throw new InvalidDataException("it broke");
            },
        };
        await Assert.ThrowsAsync<InvalidDataException>(
            () => store.WriteAsync(ArtifactPath.Parse("a.bin"), source, Patience.Token()));
        Assert.Equal((before + 1, before), (during, s3.Server.UnfinishedUploads()));
    }

    [Fact]
    public async Task A_presigned_url_downloads_a_range_and_another_uploads()
    {
        using var store = new S3ArtifactStore(s3.NewConfig());
        var path = ArtifactPath.Parse("dir/sp ace+ü.txt");
        var upload = await store.Presigned!.UploadUrlAsync(path, TimeSpan.FromMinutes(1), Patience.Token());
        using var put = await Http.PutAsync(upload, new StringContent("0123456789"), Patience.Token());
        put.EnsureSuccessStatusCode();

        var download = await store.Presigned!.DownloadUrlAsync(path, TimeSpan.FromMinutes(1), Patience.Token());
        using var request = new HttpRequestMessage(HttpMethod.Get, download) { Headers = { Range = new(2, 4) } };
        using var part = await Http.SendAsync(request, Patience.Token());
        Assert.Equal("234", await part.Content.ReadAsStringAsync(Patience.Token()));
        Assert.Matches("X-Amz-Expires=(59|60|61)&", download.Query + "&");
    }

    [Fact]
    public async Task Two_stores_below_different_prefixes_do_not_see_each_other()
    {
        using var one = new S3ArtifactStore(s3.NewConfig());
        using var other = new S3ArtifactStore(s3.NewConfig());
        await one.WriteAsync(ArtifactPath.Parse("a.txt"), new MemoryStream([1]), Patience.Token());
        Assert.Empty(await other.ListAsync(ArtifactPath.Root, Patience.Token()));
        await other.DeleteAsync(ArtifactPath.Root, Patience.Token());
        Assert.Single(await one.ListAsync(ArtifactPath.Root, Patience.Token()));
    }

    [Fact]
    public async Task What_cannot_be_a_path_is_left_out_of_listings()
    {
        var config = s3.NewConfig();
        using var store = new S3ArtifactStore(config);
        using var bucket = new S3ArtifactStore(config with { Prefix = ArtifactPath.Root });
        await store.WriteAsync(ArtifactPath.Parse("good.txt"), new MemoryStream([1]), Patience.Token());
        var odd = ArtifactPath.Parse($"{config.Prefix}/x");
        var url = await bucket.Presigned!.UploadUrlAsync(odd, TimeSpan.FromMinutes(1), Patience.Token());
        var text = url.AbsoluteUri.Replace("/x?", "/a%23b?", StringComparison.Ordinal);
        using var put = await Http.PutAsync(new Uri(text), new StringContent("x"), Patience.Token());
        put.EnsureSuccessStatusCode();
        Assert.Equal("good.txt", Assert.Single(await store.ListAsync(ArtifactPath.Root, Patience.Token())).Path.Value);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_said_in_one_line()
    {
        var config = s3.NewConfig() with { Bucket = "no-such-bucket" };
        using var store = new S3ArtifactStore(config);
        var error = await Assert.ThrowsAsync<IOException>(() => store.CheckAsync(Patience.Token()));
        Assert.Contains("bucket does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_unavailable()
    {
        var config = s3.NewConfig() with { Endpoint = new Uri("http://127.0.0.1:1/") };
        using var store = new S3ArtifactStore(config);
        await Assert.ThrowsAsync<ArtifactStoreUnavailableException>(
            () => store.StatAsync(ArtifactPath.Parse("a.txt"), Patience.Token()));
    }
}
