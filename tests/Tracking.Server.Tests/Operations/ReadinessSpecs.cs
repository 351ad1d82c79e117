using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tracking.Server.Operations.Health;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed class ReadinessSpecs : ServerSpecs
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("ready")]
    [InlineData("health/ready")]
    public async Task A_server_with_store_and_artifacts_is_ready(string path)
    {
        var (status, report) = await ReportAsync(Client, path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"status":"ready","checks":{"store":"ok","artifacts":"ok"}}""", report.GetRawText());
    }

    [Fact]
    public async Task A_probe_leaves_nothing_among_the_artifacts()
    {
        await ReportAsync(Client, "ready");
        Assert.Equal("{}", await Client.GetStringAsync("api/2.0/mlflow-artifacts/artifacts"));
        Assert.Empty(Directory.GetFiles(
            Path.Join(Server.Folder, "artifacts"), "*", new EnumerationOptions { RecurseSubdirectories = true }));
    }

    [Fact]
    public async Task Artifacts_that_cannot_be_written_make_it_unready_but_not_dead()
    {
        var folder = Path.Join(Server.Folder, "artifacts");
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "in the way");

        var (status, report) = await ReportAsync(Client, "ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(
            """{"status":"not ready","checks":{"store":"ok","artifacts":"failed"}}""", report.GetRawText());
        Assert.Equal("OK", await Client.GetStringAsync("health"));
    }

    [Fact]
    public async Task A_stop_first_says_so_and_serves_on_until_the_delay_is_over()
    {
        using var folder = new TempFolder();
        var options = RunningTrackingServer.OptionsIn(folder) with
        {
            Time = _time,
            DrainDelay = TimeSpan.FromSeconds(10),
        };
        await using var server = await TrackingServer.StartAsync(options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = server.Address };
        var stopping = server.StopAsync(CancellationToken.None);

        var (status, report) = await ReportAsync(client, "ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("draining", report.GetProperty("status").GetString());
        Assert.Equal("OK", await client.GetStringAsync("health"));
        Assert.False(stopping.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(11));
        await Patience.For(stopping, "the server to stop");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("health"));
    }

    [Fact]
    public async Task A_result_is_kept_for_a_while_however_many_ask()
    {
        var runs = 0;
        using var readiness = new Readiness(
            [new ReadinessCheck("store", _ => Task.FromResult(runs++), TimeSpan.FromSeconds(1))], _time);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => readiness.ReportAsync(NullLogger.Instance, default)));
        Assert.Equal(1, runs);
        _time.Advance(TimeSpan.FromSeconds(1));
        await readiness.ReportAsync(NullLogger.Instance, default);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_check_that_hangs_is_given_up()
    {
        using var readiness = new Readiness(
            [new ReadinessCheck("store", token => Task.Delay(Timeout.Infinite, token), TimeSpan.Zero)], _time);
        var pending = readiness.ReportAsync(NullLogger.Instance, default);
        _time.Advance(TimeSpan.FromSeconds(6));
        var report = await Patience.For(pending, "the report");
        Assert.Equal(("not ready", "no answer in time"), (report.Status, report.Checks["store"]));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Report)> ReportAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }
}
