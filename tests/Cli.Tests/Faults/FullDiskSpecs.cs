using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Faults;

/// <summary>A disk of a few megabytes, full of what the server keeps.</summary>
public sealed class FullDiskSpecs : IDisposable
{
    private const string Root = "api/2.0/mlflow/";
    private const string Ballast = "api/2.0/mlflow-artifacts/artifacts/ballast.bin";
    private const int DiskMegabytes = 16;

    private readonly TempFolder _folder = new();

    [ProgramFact("unshare")]
    public async Task A_full_disk_refuses_writes_serves_reads_and_takes_writes_again_when_there_is_space()
    {
        var disk = Directory.CreateDirectory(_folder["disk"]).FullName;
        await using var server = CliProcess.StartOnDisk(
            disk, DiskMegabytes, _folder.Path, "server", "--port", "0", "--backend-store-uri", $"sqlite:///{disk}/t.db",
            "--artifacts-destination", $"{disk}/artifacts");
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var runId = await CreateRunAsync(http);
        using var ballast = await http.PutAsync(Ballast, new ByteArrayContent(new byte[4 << 20]));
        Assert.Equal(HttpStatusCode.OK, ballast.StatusCode);

        var written = await FillAsync(http, runId);

        Assert.Equal(written, await CountParamsAsync(http, runId));
        Assert.Equal("OK", await http.GetStringAsync("health"));
        using (var upload = await http.PutAsync(
            "api/2.0/mlflow-artifacts/artifacts/more.bin", new ByteArrayContent(new byte[12 << 20])))
        {
            await AssertDiskIsFullAsync(upload);
        }

        (await http.DeleteAsync(Ballast)).EnsureSuccessStatusCode();
        using (var again = await LogParamAsync(http, runId, written))
        {
            Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync());
        }

        Assert.Equal(written + 1, await CountParamsAsync(http, runId));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Logs params until there is no space and gives how many were acknowledged.</summary>
    private static async Task<int> FillAsync(HttpClient http, string runId)
    {
        for (var written = 0; written < 100_000; written++)
        {
            using var response = await LogParamAsync(http, runId, written);
            if (!response.IsSuccessStatusCode)
            {
                await AssertDiskIsFullAsync(response);
                return written;
            }
        }

        throw new InvalidOperationException("The disk never became full.");
    }

    private static async Task AssertDiskIsFullAsync(HttpResponseMessage response)
    {
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, answer);
        Assert.Contains("disk is full", answer, StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task<string> CreateRunAsync(HttpClient http)
    {
        using var response = await http.PostAsync(Root + "runs/create", Json("""{"experiment_id":"0"}"""));
        using var created = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return created.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static Task<HttpResponseMessage> LogParamAsync(HttpClient http, string runId, int number) => http.PostAsync(
        Root + "runs/log-parameter",
        Json($$"""{"run_id":"{{runId}}","key":"p{{number}}","value":"{{new string('v', 6_000)}}"}"""));

    private static async Task<int> CountParamsAsync(HttpClient http, string runId)
    {
        using var run = JsonDocument.Parse(await http.GetStringAsync($"{Root}runs/get?run_id={runId}"));
        return run.RootElement.GetProperty("run").GetProperty("data").GetProperty("params").GetArrayLength();
    }

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
