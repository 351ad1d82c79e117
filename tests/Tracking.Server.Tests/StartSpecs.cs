using System.Net;
using System.Net.Sockets;
using Tracking.TestKit;

namespace Tracking.Server.Tests;

public sealed class StartSpecs
{
    [Fact]
    public async Task Answers_health_and_version_on_a_free_port()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        Assert.NotEqual(0, server.Address.Port);
        Assert.Equal("OK", await server.Client.GetStringAsync("health"));
        Assert.Equal("3.11.2", await server.Client.GetStringAsync("version"));
        var page = await server.Client.GetStringAsync("");
        Assert.Contains("<title>Tracking</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_below_a_static_prefix_only()
    {
        await using var server = await RunningTrackingServer.StartAsync(o => o with { StaticPrefix = "/ml" });
        Assert.EndsWith("/ml/", server.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("OK", await server.Client.GetStringAsync("health"));
        using var outside = await server.Client.GetAsync(new Uri(server.Address, "/health"));
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task Keeps_what_it_acknowledged_over_a_restart()
    {
        using var folder = new TempFolder();
        var options = RunningTrackingServer.OptionsIn(folder);
        await using (var first = await TrackingServer.StartAsync(options, CancellationToken.None))
        {
            using var client = new HttpClient { BaseAddress = first.Address };
            await client.PostJsonAsync("experiments/create", """{"name":"kept"}""");
        }

        await using var second = await TrackingServer.StartAsync(options, CancellationToken.None);
        using var again = new HttpClient { BaseAddress = second.Address };
        var found = await again.GetJsonAsync("experiments/get-by-name?experiment_name=kept");
        Assert.Equal("1", found.GetProperty("experiment").GetProperty("experiment_id").GetString());
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var message = await RefusalOf(options => options with { Port = port });
        Assert.Equal(
            $"Port {port} on 127.0.0.1 is taken. Stop the process that has it, or choose another with --port " +
            "(0 takes any free one).",
            message);
    }

    [Fact]
    public async Task A_store_that_is_in_use_by_another_server_is_refused()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        var store = Path.Join(server.Folder, "store.db");
        var message = await RefusalOf(options => options with { BackendStoreUri = store });
        Assert.Contains(store, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("mysql://u:secret@host/db", "mysql")]
    [InlineData("postgresql://u:secret@127.0.0.1:1/db", "'db' on 127.0.0.1:1 cannot be opened")]
    [InlineData("sqlite://", "sqlite:///")]
    public async Task A_store_uri_that_is_not_supported_is_refused(string uri, string named)
    {
        var message = await RefusalOf(options => options with { BackendStoreUri = uri });
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_artifact_folder_that_is_a_file_is_refused()
    {
        using var folder = new TempFolder();
        var file = Path.Join(folder.Path, "file");
        await File.WriteAllTextAsync(file, "x");
        var message = await RefusalOf(options => options with { ArtifactsDestination = file });
        Assert.Contains($"The artifact folder '{file}' cannot be written", message, StringComparison.Ordinal);
        Assert.Contains("--artifacts-destination", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_that_is_out_of_range_is_named_at_once()
    {
        var message = await RefusalOf(options => options with { Port = 70_000, StaticPrefix = "x/", Host = " " });
        Assert.Contains("port 70000", message, StringComparison.Ordinal);
        Assert.Contains("static prefix 'x/'", message, StringComparison.Ordinal);
        Assert.Contains("host is empty", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_when_the_server_is_stopped_or_the_token_is_cancelled()
    {
        using var folder = new TempFolder();
        var server = await TrackingServer.StartAsync(RunningTrackingServer.OptionsIn(folder), CancellationToken.None);
        await server.WaitForShutdownAsync(new CancellationToken(canceled: true));
        Assert.Equal("OK", await new HttpClient().GetStringAsync(new Uri(server.Address, "health")));
        var patient = server.WaitForShutdownAsync(CancellationToken.None);
        Assert.False(patient.IsCompleted);
        await server.StopAsync(CancellationToken.None);
        await patient;
        await server.DisposeAsync();
    }

    /// <summary>The rig fails on errors that are logged beside the refusal.</summary>
    private static async Task<string> RefusalOf(Func<TrackingServerOptions, TrackingServerOptions> change)
    {
        var refusal = await Assert.ThrowsAsync<ServerStartException>(() => RunningTrackingServer.StartAsync(change));
        return refusal.Message;
    }
}
