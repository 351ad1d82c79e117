using System.Net;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Artifacts;

[Collection(S3ServerCollection.Name)]
public sealed class S3ArtifactDownloadSpecs(S3ServerFixture s3) : ArtifactDownloadSpecs
{
    private protected override TrackingServerOptions Configure(TrackingServerOptions options) =>
        s3.Use(options, S3ServerFixture.NewLocation());
}

[Collection(S3ServerCollection.Name)]
public sealed class S3MultipartUploadSpecs(S3ServerFixture s3) : MultipartUploadSpecs
{
    private protected override TrackingServerOptions Configure(TrackingServerOptions options) =>
        s3.Use(options, S3ServerFixture.NewLocation());
}

/// <summary>Runs whose artifacts lie in the bucket itself, where clients write them without this server.</summary>
[Collection(S3ServerCollection.Name)]
public sealed class S3ArtifactSpecs(S3ServerFixture s3) : ServerSpecs
{
    private const string Proxy = "api/2.0/mlflow-artifacts/";
    private static readonly HttpClient Http = new();
    private readonly string _location = S3ServerFixture.NewLocation();

    private string Prefix => _location[(_location.LastIndexOf('/') + 1)..];

    private protected override TrackingServerOptions Configure(TrackingServerOptions options) =>
        s3.Use(options, $"s3://{RunningS3Server.Bucket}") with { DefaultArtifactRoot = _location };

    [Fact]
    public async Task A_run_in_the_bucket_is_listed_and_read_through_the_server()
    {
        var id = await Client.NewRunAsync();
        using var put = await Client.PutAsync(
            $"{Proxy}artifacts/{Prefix}/0/{id}/artifacts/dir/a.txt", new StringContent("12345"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(
            $$"""{"root_uri":"{{_location}}/0/{{id}}/artifacts","files":""" +
                """[{"path":"dir/a.txt","is_dir":false,"file_size":5}]}""",
            (await Client.GetJsonAsync($"artifacts/list?run_id={id}&path=dir")).GetRawText());
        Assert.Equal("12345", await Client.GetStringAsync($"get-artifact?run_id={id}&path=dir/a.txt"));
    }

    [Fact]
    public async Task A_client_uploads_to_the_bucket_with_a_url_of_the_server()
    {
        var id = await Client.NewRunAsync();
        var answer = await Client.PostJsonAsync(
            "artifacts/presigned-upload-url", $$"""{"run_id":"{{id}}","path":"up/a.txt","expiration":60}""");
        using var put = await Http.PutAsync(
            new Uri(answer.GetProperty("presigned_url").GetString()!), new StringContent("direct"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("direct", await Client.GetStringAsync($"get-artifact?run_id={id}&path=up/a.txt"));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE 'expiration' is 604801; expected 1..604800 seconds.",
            await Client.RefusalAsync(
                "artifacts/presigned-upload-url", $$"""{"run_id":"{{id}}","path":"a","expiration":604801}"""));
    }

    [Fact]
    public async Task A_download_url_leads_to_the_bucket_and_takes_ranges()
    {
        using var put = await Client.PutAsync($"{Proxy}artifacts/{Prefix}/x/a.txt", new StringContent("0123456789"));
        var answer = JsonSerializer.Deserialize<JsonElement>(
            await Client.GetStringAsync($"{Proxy}presigned/{Prefix}/x/a.txt"));
        Assert.Equal(10, answer.GetProperty("file_size").GetInt64());
        using var request = new HttpRequestMessage(HttpMethod.Get, answer.GetProperty("url").GetString());
        request.Headers.Range = new(2, 4);
        using var part = await Http.SendAsync(request);
        Assert.Equal("234", await part.Content.ReadAsStringAsync());
        using var missing = await Client.GetAsync($"{Proxy}presigned/{Prefix}/x/none.txt");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Another_bucket_is_not_read()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"e","artifact_location":"s3://other/x"}""");
        var id = await Client.NewRunAsync("1");
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE The artifacts lie at 's3://other/x/{id}/artifacts', which this server " +
            "does not serve. Read them from there.",
            await Client.RefusalOfGetAsync($"artifacts/list?run_id={id}"));
    }

    [Theory]
    [InlineData("s3://no-such-bucket/x", "bucket does not exist")]
    [InlineData("s3://Not-A-Bucket", "is no location in S3")]
    public async Task A_store_that_cannot_be_used_is_one_line_at_the_start(string location, string reason)
    {
        var error = await Assert.ThrowsAsync<ServerStartException>(
            () => RunningTrackingServer.StartAsync(options => s3.Use(options, location)));
        Assert.StartsWith($"The artifact store '{location}' cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningS3Server.SecretAccessKey, error.Message, StringComparison.Ordinal);
    }
}
