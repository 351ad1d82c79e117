using System.Net;
using System.Text;
using System.Text.Json;

namespace Tracking.Server.Tests.Artifacts;

/// <summary>Uploads in parts over HTTP, as MLflow's clients make them, whatever the artifacts lie in.</summary>
public abstract class MultipartUploadSpecs : ServerSpecs
{
    private const string Proxy = "api/2.0/mlflow-artifacts/";
    private static readonly HttpClient Http = new();
    private static readonly Part[] Descending = [new(2, "x"), new(1, "y")];

    [Fact]
    public async Task A_file_is_uploaded_in_parts_to_the_URLs_that_the_server_gives()
    {
        var begun = await PostAsync("mpu/create/m/deep dir", new { path = "/home/me/big ü.bin", num_parts = 3 });
        var credentials = begun.GetProperty("credentials").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3], credentials.Select(part => part.GetProperty("part_number").GetInt32()));
        var third = await PutAsync(credentials[2], "three");
        var first = await PutAsync(credentials[0], "one,");
        var second = await PutAsync(credentials[1], "two,");
        var upload_id = begun.GetProperty("upload_id").GetString();
        Part[] parts = [first, second, third];
        await PostAsync("mpu/complete/m/deep dir", new { path = "big ü.bin", upload_id, parts });
        Assert.Equal("one,two,three", await Client.GetStringAsync(Proxy + "artifacts/m/deep dir/big ü.bin"));
    }

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_with_the_missing_parts()
    {
        var begun = await PostAsync("mpu/create", new { path = "a.bin", num_parts = 3 });
        await PutAsync(begun.GetProperty("credentials")[1], "two,");
        var upload_id = begun.GetProperty("upload_id").GetString();

        var resumed = await PostAsync("mpu/resume", new { path = "a.bin", upload_id, num_parts = 3 });
        var arrived = Assert.Single(resumed.GetProperty("parts").EnumerateArray());
        var missing = resumed.GetProperty("credentials").EnumerateArray().ToList();
        Assert.Equal([1, 3], missing.Select(part => part.GetProperty("part_number").GetInt32()));
        var first = await PutAsync(missing[0], "one,");
        var third = await PutAsync(missing[1], "three");
        var second = new Part(2, arrived.GetProperty("etag").GetString()!);
        await PostAsync("mpu/complete", new { path = "a.bin", upload_id, parts = new[] { first, second, third } });
        Assert.Equal("one,two,three", await Client.GetStringAsync(Proxy + "artifacts/a.bin"));
    }

    [Fact]
    public async Task An_aborted_upload_is_gone()
    {
        var begun = await PostAsync("mpu/create/x", new { path = "a.bin", num_parts = 1 });
        var part = await PutAsync(begun.GetProperty("credentials")[0], "one");
        var upload_id = begun.GetProperty("upload_id").GetString();
        await PostAsync("mpu/abort/x", new { path = "a.bin", upload_id });
        var refusal = await RefusalAsync("mpu/complete/x", new { path = "a.bin", upload_id, parts = new[] { part } });
        Assert.StartsWith($"404 RESOURCE_DOES_NOT_EXIST There is no upload '{upload_id}' of 'x/a.bin'", refusal);
        using var missing = await Client.GetAsync(Proxy + "artifacts/x/a.bin");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Bad_requests_say_what_was_expected()
    {
        var begun = await PostAsync("mpu/create", new { path = "a.bin", num_parts = 1 });
        var upload_id = begun.GetProperty("upload_id").GetString();
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE 'num_parts' is 10001; expected 1..10000. Make the parts larger.",
            await RefusalAsync("mpu/create", new { path = "a.bin", num_parts = 10_001 }));
        Assert.StartsWith(
            "400 INVALID_PARAMETER_VALUE Missing value for required parameter 'path'.",
            await RefusalAsync("mpu/create", new { num_parts = 1 }));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE An upload is completed with at least one part.",
            await RefusalAsync("mpu/complete", new { path = "a.bin", upload_id, parts = Array.Empty<Part>() }));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Part 1 follows part 2: parts are listed once, in ascending order.",
            await RefusalAsync("mpu/complete", new { path = "a.bin", upload_id, parts = Descending }));
        const string Invalid = "400 INVALID_PARAMETER_VALUE Invalid path";
        Assert.Equal(Invalid, await RefusalAsync("mpu/create/..%2Fx", new { path = "a.bin" }));
        Assert.Equal(Invalid, await RefusalAsync("mpu/create/x", new { path = ".." }));
    }

    protected sealed record Part(int part_number, string etag);

    private static async Task<Part> PutAsync(JsonElement credential, string content)
    {
        var url = new Uri(credential.GetProperty("url").GetString()!);
        using var answer = await Http.PutAsync(url, new ByteArrayContent(Encoding.UTF8.GetBytes(content)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new Part(credential.GetProperty("part_number").GetInt32(), answer.Headers.ETag!.ToString());
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        var (status, answer) = await SendAsync(path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path} answered {(int)status}: {answer}");
        return answer;
    }

    private async Task<string> RefusalAsync(string path, object body)
    {
        var (status, answer) = await SendAsync(path, body);
        return $"{(int)status} {answer.GetProperty("error_code")} {answer.GetProperty("message")}";
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string path, object body)
    {
        var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(Proxy + path, content);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }
}

public sealed class LocalMultipartUploadSpecs : MultipartUploadSpecs
{
    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("x")]
    public async Task A_part_number_out_of_range_is_refused(string number)
    {
        using var answer = await Client.PutAsync(
            $"api/2.0/mlflow-artifacts/mpu/part/a.bin?upload_id=x&part_number={number}", new StringContent("x"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("1..10000", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_has_no_download_URLs()
    {
        using var answer = await Client.GetAsync("api/2.0/mlflow-artifacts/presigned/a.bin");
        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Equal(
            """{"error_code":"NOT_IMPLEMENTED","message":"Multipart download is not supported """ +
                """for the current artifact repository"}""",
            await answer.Content.ReadAsStringAsync());
    }
}
