using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class ServerCommandSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task It_says_where_it_listens_answers_and_stops_cleanly_on_SIGTERM()
    {
        await using var server = CliProcess.Start(_folder.Path, "server", "--port", "0");
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };

        Assert.Equal("OK", await http.GetStringAsync("health"));
        server.Terminate();

        Assert.Equal(ExitCodes.Success, await server.ExitCodeAsync());
        Assert.Equal("", server.Errors);
        Assert.True(File.Exists(_folder["mlflow.db"]));
        Assert.True(Directory.Exists(_folder["mlartifacts"]));
    }

    [Fact]
    public async Task At_level_info_each_request_is_a_line_of_JSON_on_standard_error()
    {
        await using var server = CliProcess.Start(
            _folder.Path, "server", "--port", "0", "--log-level", "info", "--log-format", "json");
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        await http.GetStringAsync("version?token=secret");
        server.Terminate();
        await server.ExitCodeAsync();

        var line = JsonSerializer.Deserialize<JsonElement>(Assert.Single(server.Errors.Split('\n')));
        Assert.Equal("Information", line.GetProperty("LogLevel").GetString());
        Assert.Equal("/version", line.GetProperty("State").GetProperty("Route").GetString());
        Assert.Equal(200, line.GetProperty("State").GetProperty("Status").GetInt32());
        Assert.DoesNotContain("secret", server.Errors);
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await AssertRefusedAsync([$"{port}", "taken"], "--port", $"{port}");
    }

    [Fact]
    public async Task A_second_server_on_one_database_is_refused()
    {
        await using var first = CliProcess.Start(_folder.Path, "server", "--port", "0");
        await first.AddressAsync();

        await AssertRefusedAsync(["mlflow.db", "in use", "stop that server"], "--port", "0");
    }

    [Theory]
    [InlineData("this is no database, but long enough to be read as a page header of one", "not a SQLite database")]
    public async Task A_file_that_is_no_database_is_refused(string content, string reason)
    {
        _folder.Write("mlflow.db", content);

        await AssertRefusedAsync(["mlflow.db", reason], "--port", "0");
        Assert.Equal(content, await File.ReadAllTextAsync(_folder["mlflow.db"]));
    }

    [ProgramFact("setpriv")]
    public async Task A_read_only_database_is_refused()
    {
        await using (var first = CliProcess.Start(_folder.Path, "server", "--port", "0"))
        {
            await first.AddressAsync();
            first.Terminate();
            await first.ExitCodeAsync();
        }

        File.SetAttributes(_folder["mlflow.db"], FileAttributes.ReadOnly);

        await using var second = CliProcess.StartUnprivileged(_folder.Path, "server", "--port", "0");
        await AssertRefusedAsync(second, "mlflow.db", "read-only; give the server's user write access");
    }

    [Fact]
    public async Task An_unknown_store_is_refused_with_what_is_supported() =>
        await AssertRefusedAsync(
            ["mysql", "sqlite:///"], "--port", "0", "--backend-store-uri", "mysql://user:secret@host/db");

    [Fact]
    public async Task A_file_where_the_artifact_folder_should_be_is_refused()
    {
        _folder.Write("occupied", "a file");

        await AssertRefusedAsync(["occupied"], "--port", "0", "--artifacts-destination", "occupied");
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertRefusedAsync(string[] named, params string[] arguments)
    {
        await using var server = CliProcess.Start(_folder.Path, ["server", .. arguments]);
        await AssertRefusedAsync(server, named);
    }

    private static async Task AssertRefusedAsync(CliProcess server, params string[] named)
    {
        Assert.Equal(ExitCodes.Failure, await server.ExitCodeAsync());
        var line = Assert.Single(server.Errors.Split('\n'));
        Assert.StartsWith("Error: ", line);
        Assert.All(named, part => Assert.Contains(part, line));
        Assert.DoesNotContain("secret", line);
    }
}
