using System.Diagnostics;
using Tracking.Server;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Cli.Tests;

/// <summary><c>tracking db</c> and <c>tracking gc</c> on PostgreSQL, where servers stay at work meanwhile.</summary>
public sealed class GcAndDbOnPostgresSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task A_database_is_created_checked_copied_and_the_copy_restored()
    {
        await using var database = await PostgresTestDatabase.CreateEmptyAsync();
        Assert.Contains("Created", (await CommandRun.OfAsync("db", "upgrade", database.Uri)).Output);
        Assert.Contains("already", (await CommandRun.OfAsync("db", "upgrade", database.Uri)).Output);
        await using (var server = await StartAsync(database))
        {
            await DeletedRun.WithFileAsync(server.Address);
            var check = await CommandRun.OfAsync("db", "check", database.Uri);
            Assert.Equal((0, ""), (check.Code, check.Errors));
            Assert.Contains("is sound", check.Output);
            Assert.Equal(0, (await BackUpAsync(database)).Code);
        }

        var again = await BackUpAsync(database);
        Assert.Equal(1, again.Code);
        Assert.Contains("exists already", again.Errors);

        await using var copy = await PostgresTestDatabase.CreateEmptyAsync();
        await RestoreAsync(_folder["copy.dump"], copy);
        Assert.Contains("is sound", (await CommandRun.OfAsync("db", "check", copy.Uri)).Output);
        Assert.Equal([1L], await copy.QueryAsync<long>("SELECT count(*) FROM run"));
    }

    [PostgresFact]
    public async Task A_database_of_a_changed_schema_is_not_sound_and_one_without_tables_is_too_old()
    {
        await using var database = await PostgresTestDatabase.CreateAsync();
        await database.QueryAsync<long>("UPDATE schema_version SET checksum = 'x' WHERE version = 1 RETURNING version");
        var check = await CommandRun.OfAsync("db", "check", database.Uri);
        Assert.Equal(ExitCodes.Problems, check.Code);
        Assert.Contains("NOT sound: 1 problems", check.Output);

        await using var empty = await PostgresTestDatabase.CreateEmptyAsync();
        var old = await CommandRun.OfAsync("db", "check", empty.Uri);
        Assert.Equal(ExitCodes.NeedsUpgrade, old.Code);
        Assert.Contains("run 'tracking db upgrade'", old.Output);
    }

    [PostgresFact]
    public async Task Gc_removes_runs_and_files_while_a_server_works_on_the_database()
    {
        await using var database = await PostgresTestDatabase.CreateAsync();
        await using var server = await StartAsync(database);
        var runId = await DeletedRun.WithFileAsync(server.Address);
        var files = _folder["artifacts", "0", runId];
        Assert.True(Directory.Exists(files));

        var done = await CommandRun.OfAsync(
            "gc", "--backend-store-uri", database.Uri, "--artifacts-destination", _folder["artifacts"]);
        Assert.Equal((0, $"removed run {runId}\n1 removed, 0 kept, 1 artifact folders removed.\n", ""),
            (done.Code, done.Output, done.Errors));
        Assert.False(Directory.Exists(files));
        Assert.Equal([0L], await database.QueryAsync<long>("SELECT count(*) FROM run"));
    }

    private Task<CommandRun> BackUpAsync(PostgresTestDatabase database) =>
        CommandRun.OfAsync("db", "backup", database.Uri, "--output", _folder["copy.dump"]);

    private static async Task RestoreAsync(string dump, PostgresTestDatabase target)
    {
        var config = target.Config;
        using var restore = Process.Start("pg_restore",
        [
            "--host", config.Host, "--port", $"{config.Port}", "--username", config.User!, "--dbname", target.Name,
            "--no-owner", dump,
        ]);
        await restore.WaitForExitAsync(Patience.Token());
        Assert.Equal(0, restore.ExitCode);
    }

    private Task<TrackingServer> StartAsync(PostgresTestDatabase database) => TrackingServer.StartAsync(
        new TrackingServerOptions
        {
            Port = 0,
            BackendStoreUri = database.Uri,
            ArtifactsDestination = _folder["artifacts"],
        },
        Patience.Token());
}
