using Tracking.Server;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class GcAndDbSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gc_tells_first_then_removes_run_and_files_and_then_there_is_nothing()
    {
        string runId;
        await using (var server = await StartAsync())
        {
            runId = await DeletedRun.WithFileAsync(server.Address);
        }

        var files = _folder["artifacts", "0", runId];
        var told = await CommandRun.OfAsync([.. Gc, "--dry-run"]);
        Assert.Equal(
            (0, $"would remove run {runId}\n1 would be removed, 0 kept.\n"),
            (told.Code, told.Output));
        Assert.True(Directory.Exists(files));
        Assert.Contains("0 removed,", (await CommandRun.OfAsync([.. Gc, "--older-than", "1d"])).Output);

        var done = await CommandRun.OfAsync([.. Gc, "--compact"]);
        Assert.Equal(
            new CommandRun(
                0,
                $"removed run {runId}\n1 removed, 0 kept, 1 artifact folders removed.\nCompacted the database.\n",
                ""),
            done);
        Assert.False(Directory.Exists(files));
        Assert.Contains("0 removed,", (await CommandRun.OfAsync(Gc)).Output);
    }

    [Fact]
    public async Task Gc_leaves_a_database_in_use_alone_and_asks_its_server_instead()
    {
        await using var server = await StartAsync();
        var runId = await DeletedRun.WithFileAsync(server.Address);

        var refused = await CommandRun.OfAsync(Gc);
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("in use by process", refused.Errors);

        var asked = await CommandRun.OfAsync(["gc", "--tracking-uri", server.Address.ToString()]);
        Assert.Equal(new CommandRun(0, $"removed run {runId}\n1 removed, 0 kept.\n", ""), asked);
    }

    [Theory]
    [InlineData("--run-ids", "none", "Run 'none' does not exist.")]
    [InlineData("--older-than", "soon", "'soon' is no age")]
    [InlineData("--backend-store-uri", "missing.db", "There is no database")]
    public async Task What_gc_cannot_do_is_one_line_and_exit_code_1(string option, string value, string named)
    {
        await (await StartAsync()).DisposeAsync();
        var refused = await CommandRun.OfAsync(
            option == "--backend-store-uri" ? ["gc", option, value] : [.. Gc, option, value]);
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains(named, Assert.Single(refused.Errors.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task A_database_is_created_checked_and_copied_and_no_copy_is_overwritten()
    {
        Assert.Contains("Created", (await CommandRun.OfAsync(["db", "upgrade", Store])).Output);
        Assert.Contains("already", (await CommandRun.OfAsync(["db", "upgrade", Store])).Output);
        await using (await StartAsync())
        {
            var check = await CommandRun.OfAsync(["db", "check", Store]);
            Assert.Equal((0, ""), (check.Code, check.Errors));
            Assert.Contains("is sound", check.Output);
            Assert.Equal(0, (await CommandRun.OfAsync(["db", "backup", Store, "--output", _folder["copy.db"]])).Code);
        }

        var again = await CommandRun.OfAsync(["db", "backup", Store, "--output", _folder["copy.db"]]);
        Assert.Equal(1, again.Code);
        Assert.Contains("exists already", again.Errors);
        Assert.Contains("is sound", (await CommandRun.OfAsync(["db", "check", _folder["copy.db"]])).Output);
    }

    [Theory]
    [InlineData("missing.db", "There is no database")]
    [InlineData("mysql://user:secret@host/db", "Stores of kind 'mysql' are not supported")]
    public async Task A_database_that_cannot_be_checked_is_one_line_and_exit_code_1(string url, string named)
    {
        var refused = await CommandRun.OfAsync(["db", "check", url]);
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains(named, Assert.Single(refused.Errors.TrimEnd().Split('\n')));
        Assert.DoesNotContain("secret", refused.Errors);
    }

    private string[] Gc =>
        ["gc", "--backend-store-uri", Store, "--artifacts-destination", _folder["artifacts"]];

    private Task<TrackingServer> StartAsync() => TrackingServer.StartAsync(
        new TrackingServerOptions
        {
            Port = 0,
            BackendStoreUri = Store,
            ArtifactsDestination = _folder["artifacts"],
        },
        Patience.Token());
}
