using System.Net;

namespace Tracking.Server.Tests;

public sealed class RunArtifactSpecs : ServerSpecs
{
    [Fact]
    public async Task Artifacts_of_a_run_are_listed_relative_to_it()
    {
        var id = await RunWithFileAsync("dir/a.txt", "12345");
        var root = $"mlflow-artifacts:/0/{id}/artifacts";
        Assert.Equal(
            $$"""{"root_uri":"{{root}}","files":[{"path":"dir","is_dir":true}]}""",
            (await Client.GetJsonAsync($"artifacts/list?run_id={id}")).GetRawText());
        Assert.Equal(
            $$"""{"root_uri":"{{root}}","files":[{"path":"dir/a.txt","is_dir":false,"file_size":5}]}""",
            (await Client.GetJsonAsync($"artifacts/list?run_uuid={id}&path=dir")).GetRawText());
        Assert.Equal(
            $$"""{"root_uri":"{{root}}"}""",
            (await Client.GetJsonAsync($"artifacts/list?run_id={id}&path=dir/a.txt")).GetRawText());
    }

    [Theory]
    [InlineData("..%2F..")]
    [InlineData("dir%2F..%2F..")]
    [InlineData("%252e%252e%2Fx")]
    [InlineData("file%3A%2F%2F%2Fetc")]
    [InlineData("%2Fetc")]
    public async Task A_path_out_of_the_run_is_refused(string path)
    {
        var id = await RunWithFileAsync("dir/a.txt", "x");
        const string Invalid = "400 INVALID_PARAMETER_VALUE Invalid path";
        Assert.Equal(Invalid, await Client.RefusalOfGetAsync($"artifacts/list?run_id={id}&path={path}"));
        using var file = await Client.GetAsync($"get-artifact?run_id={id}&path={path}");
        Assert.Equal(HttpStatusCode.BadRequest, file.StatusCode);
    }

    [Fact]
    public async Task A_file_is_downloaded_and_a_missing_one_is_not_found()
    {
        var id = await RunWithFileAsync("p.html", "<b>x</b>");
        using var found = await Client.GetAsync($"get-artifact?run_id={id}&path=p.html");
        Assert.Equal("<b>x</b>", await found.Content.ReadAsStringAsync());
        Assert.Equal("attachment", found.Content.Headers.ContentDisposition!.DispositionType);
        using var missing = await Client.GetAsync($"get-artifact?run_id={id}&path=none");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task The_ui_uploads_small_files_only()
    {
        var id = await Client.NewRunAsync();
        using var small = await Client.PostAsync(
            $"ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=up/u.txt", new StringContent("uploaded"));
        Assert.Equal(HttpStatusCode.OK, small.StatusCode);
        Assert.Equal("uploaded", await Client.GetStringAsync($"get-artifact?run_id={id}&path=up/u.txt"));
        using var large = await Client.PostAsync(
            $"ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=large",
            new ByteArrayContent(new byte[(10 << 20) + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task A_chunked_upload_is_limited_as_well_and_leaves_nothing()
    {
        var id = await Client.NewRunAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=large")
        {
            Content = new ByteArrayContent(new byte[(10 << 20) + 1]),
            Headers = { TransferEncodingChunked = true },
        };
        using var refused = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        using var nothing = await Client.GetAsync($"get-artifact?run_id={id}&path=large");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task Artifacts_outside_the_server_are_not_read_by_it()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"e","artifact_location":"file:///etc"}""");
        var id = await Client.NewRunAsync("1");
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE The artifacts lie at 'file:///etc/{id}/artifacts', which this server " +
            "does not " +
            "serve. Read them from there.",
            await Client.RefusalOfGetAsync($"artifacts/list?run_id={id}"));
    }

    private async Task<string> RunWithFileAsync(string path, string content)
    {
        var id = await Client.NewRunAsync();
        using var put = await Client.PutAsync(
            $"api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts/{path}", new StringContent(content));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        return id;
    }
}
