using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tracking.Server.Tests.Artifacts;

/// <summary>What downloads promise, whatever the artifacts lie in.</summary>
public abstract class ArtifactDownloadSpecs : ServerSpecs
{
    protected const string Proxy = "api/2.0/mlflow-artifacts/";

    [Theory]
    [InlineData("bytes=0-4", "01234", "bytes 0-4/10")]
    [InlineData("bytes=0-0", "0", "bytes 0-0/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=7-99", "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-99", "0123456789", "bytes 0-9/10")]
    public async Task A_range_is_answered_with_that_part_on_every_endpoint(string range, string content, string header)
    {
        foreach (var url in await UrlsOfAsync("digits.txt", "0123456789"))
        {
            using var answer = await GetAsync(url, ("Range", range));
            Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
            Assert.Equal(content, await answer.Content.ReadAsStringAsync());
            Assert.Equal(header, answer.Content.Headers.ContentRange!.ToString());
            Assert.Equal(content.Length, answer.Content.Headers.ContentLength);
        }
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=99-100")]
    [InlineData("bytes=-0")]
    public async Task A_range_beyond_the_end_is_416_with_the_size(string range)
    {
        foreach (var url in await UrlsOfAsync("digits.txt", "0123456789"))
        {
            using var answer = await GetAsync(url, ("Range", range));
            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
            Assert.Equal("bytes */10", answer.Content.Headers.ContentRange!.ToString());
        }
    }

    [Theory]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("bytes=4-2")]
    [InlineData("lines=0-1")]
    [InlineData("nonsense")]
    public async Task What_is_no_single_range_of_bytes_gets_the_whole_file(string range)
    {
        var url = (await UrlsOfAsync("digits.txt", "0123456789"))[0];
        using var answer = await GetAsync(url, ("Range", range));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("0123456789", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unchanged_file_is_304_and_a_changed_one_is_sent()
    {
        foreach (var url in await UrlsOfAsync("a.txt", "first"))
        {
            using var first = await Client.GetAsync(url);
            var tag = first.Headers.ETag!;
            Assert.False(tag.IsWeak);
            var date = first.Content.Headers.LastModified!.Value.ToString("R");
            await AssertStatusAsync(HttpStatusCode.NotModified, url, ("If-None-Match", $"\"other\", {tag}"));
            await AssertStatusAsync(HttpStatusCode.NotModified, url, ("If-None-Match", "*"));
            await AssertStatusAsync(HttpStatusCode.NotModified, url, ("If-Modified-Since", date));
            await AssertStatusAsync(HttpStatusCode.OK, url, ("If-None-Match", "\"other\""));
            await AssertStatusAsync(HttpStatusCode.OK, url, ("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT"));
            await AssertStatusAsync(HttpStatusCode.PreconditionFailed, url, ("If-Match", "\"other\""));
            await AssertStatusAsync(HttpStatusCode.OK, url, ("If-Match", tag.ToString()));
        }
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_only_if_the_file_is_the_same()
    {
        var url = (await UrlsOfAsync("a.txt", "0123456789"))[0];
        using var first = await Client.GetAsync(url);
        var tag = first.Headers.ETag!.ToString();
        using var same = await GetAsync(url, ("Range", "bytes=5-"), ("If-Range", tag));
        Assert.Equal("56789", await same.Content.ReadAsStringAsync());
        await PutAsync("a.txt", "abcdefghij");
        using var changed = await GetAsync(url, ("Range", "bytes=5-"), ("If-Range", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal("abcdefghij", await changed.Content.ReadAsStringAsync());
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task HEAD_tells_what_GET_would_without_its_body()
    {
        foreach (var url in await UrlsOfAsync("a.txt", "0123456789"))
        {
            using var get = await Client.GetAsync(url);
            using var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
            Assert.Equal(10, head.Content.Headers.ContentLength);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Equal(get.Content.Headers.LastModified, head.Content.Headers.LastModified);
            Assert.Equal("bytes", Assert.Single(head.Headers.AcceptRanges));
            Assert.Equal("", await head.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Active_content_is_a_download_without_rights_on_this_origin()
    {
        foreach (var url in await UrlsOfAsync("evil.svg", "<svg onload='alert(1)'/>"))
        {
            using var answer = await Client.GetAsync(url);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
            Assert.Equal("sandbox; default-src 'none'", Header("Content-Security-Policy"));
            Assert.Equal("nosniff", Header("X-Content-Type-Options"));
            Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        }
    }

    [Fact]
    public async Task A_folder_is_downloaded_as_a_zip_on_every_endpoint()
    {
        var urls = await UrlsOfAsync("dir/sub/ü 漢.txt", "unicode", "dir");
        await PutAsync("dir/model.bin", new string('x', 300_000));
        await PutAsync("other.txt", "not in it");
        foreach (var url in urls)
        {
            using var answer = await Client.GetAsync(url + (url.Contains('?') ? "&" : "?") + "archive=zip");
            Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("dir.zip", answer.Content.Headers.ContentDisposition!.FileName);
            using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
            Assert.Equal(["model.bin", "sub/ü 漢.txt"], zip.Entries.Select(entry => entry.FullName).Order());
            using var text = new StreamReader(zip.GetEntry("sub/ü 漢.txt")!.Open());
            Assert.Equal("unicode", await text.ReadToEndAsync());
            Assert.Equal(300_000, zip.GetEntry("model.bin")!.Length);
        }
    }

    [Fact]
    public async Task What_cannot_be_a_zip_is_refused()
    {
        var id = await Client.NewRunAsync();
        using var missing = await Client.GetAsync($"get-artifact?run_id={id}&path=none&archive=zip");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var unknown = await Client.GetAsync($"get-artifact?run_id={id}&path=none&archive=tar");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("expected 'zip'", Unescape(await unknown.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_zip_of_a_run_without_a_path_holds_all_of_it()
    {
        var urls = await UrlsOfAsync("dir/a.txt", "a");
        await PutAsync("b.txt", "b");
        var run = urls.Single(url => url.StartsWith("get-artifact", StringComparison.Ordinal));
        var whole = run[..run.IndexOf("&path", StringComparison.Ordinal)] + "&archive=zip";
        await using var content = await Client.GetStreamAsync(whole);
        using var zip = new ZipArchive(content);
        Assert.Equal(["b.txt", "dir/a.txt"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    /// <summary>The folder in the store of the run that <see cref="UrlsOfAsync"/> made last.</summary>
    protected string Folder { get; private set; } = "";

    [Theory]
    [InlineData("model", 200)]
    [InlineData("model/../../../other", 400)]
    public async Task A_version_that_names_a_run_has_the_files_of_that_run(string below, int status)
    {
        var id = await Client.NewRunAsync();
        Folder = $"0/{id}/artifacts";
        await PutAsync("model/MLmodel", "flavors: {}");
        var name = "of-a-run-" + id;
        await Client.PostJsonAsync("registered-models/create", JsonSerializer.Serialize(new { name }));
        using var made = await Client.PostAsync(Api.Root + "model-versions/create", new StringContent(
            JsonSerializer.Serialize(new { name, source = $"runs:/{id}/{below}", run_id = id }),
            new MediaTypeHeaderValue("application/json")));

        using var answer = await Client.GetAsync($"model-versions/get-artifact?name={name}&version=1&path=MLmodel");

        Assert.Equal(status, (int)(made.IsSuccessStatusCode ? answer : made).StatusCode);
        Assert.Equal(status == 200, await answer.Content.ReadAsStringAsync() == "flavors: {}");
    }

    protected Task PutAsync(string path, string content) => UploadAsync($"{Folder}/{path}", content);

    protected async Task UploadAsync(string path, string content)
    {
        using var answer = await Client.PutAsync($"{Proxy}artifacts/{path}", new StringContent(content));
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Uploads a file into a new run; gives the URLs of it, or of another path, on every endpoint.</summary>
    protected async Task<IReadOnlyList<string>> UrlsOfAsync(string file, string content, string? path = null)
    {
        var id = await Client.NewRunAsync();
        Folder = $"0/{id}/artifacts";
        await PutAsync(file, content);
        var name = "m" + id;
        await Client.PostJsonAsync("registered-models/create", JsonSerializer.Serialize(new { name }));
        await Client.PostJsonAsync("model-versions/create", JsonSerializer.Serialize(
            new { name, source = $"mlflow-artifacts:/{Folder}", run_id = id }));
        var query = Uri.EscapeDataString(path ?? file);
        return
        [
            $"{Proxy}artifacts/{Folder}/{path ?? file}",
            $"get-artifact?run_id={id}&path={query}",
            $"model-versions/get-artifact?name={name}&version=1&path={query}",
        ];
    }

    protected static string Unescape(string json) => json.Replace("\\u0027", "'", StringComparison.Ordinal);

    private async Task AssertStatusAsync(HttpStatusCode expected, string url, params (string, string)[] headers)
    {
        using var answer = await GetAsync(url, headers);
        Assert.Equal(expected, answer.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }
}

public sealed class LocalArtifactDownloadSpecs : ArtifactDownloadSpecs
{
}
