using Tracking.Stores.Dialects.PostgreSql;
using Tracking.Stores.Migrations;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

[RequiresPostgres]
public sealed class PostgresMigrationSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _backups = new();
    private PostgresTestDatabase _database = null!;

    private static int Newest => Migration.ForPostgres[^1].Version;

    public async Task InitializeAsync() => _database = await PostgresTestDatabase.CreateEmptyAsync();

    public void Dispose() => _backups.Dispose();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Servers_that_start_together_migrate_once()
    {
        var next = new Migration(Newest + 1, "CREATE TABLE added(x bigint); INSERT INTO added VALUES(7);");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAndCloseAsync([.. Migration.ForPostgres, next])));

        Assert.Equal([7L], await _database.QueryAsync<long>("SELECT x FROM added"));
        Assert.Equal(
            [.. Migration.ForPostgres.Select(migration => (long)migration.Version), Newest + 1],
            await _database.QueryAsync<long>("SELECT version FROM schema_version ORDER BY version"));
    }

    [Fact]
    public async Task Database_is_dumped_before_it_is_migrated_or_it_is_said_that_it_is_not()
    {
        using var folder = new TempFolder();
        var config = _database.Config with { BackupFolder = folder["backups"] };
        await OpenAndCloseAsync(Migration.ForPostgres, config);
        Assert.False(Directory.Exists(config.BackupFolder));

        var notices = await OpenAndCloseAsync(
            [.. Migration.ForPostgres, new Migration(Newest + 1, "CREATE TABLE added(x bigint)")], config);

        var notice = Assert.Single(notices);
        if (Requirements.HasProgram("pg_dump"))
        {
            var dump = Assert.Single(Directory.GetFiles(config.BackupFolder));
            Assert.Contains($"was dumped to '{dump}'", notice, StringComparison.Ordinal);
            Assert.StartsWith("PGDMP", await File.ReadAllTextAsync(dump), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("without a dump of ours (pg_dump is not on the PATH)", notice, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Online_step_builds_an_index_while_another_server_waits_and_repeats_what_was_left_half_done()
    {
        await OpenAndCloseAsync(Migration.ForPostgres);
        var online = new Migration(Newest + 1, """
            -- online
            DROP INDEX CONCURRENTLY IF EXISTS run_user;
            CREATE INDEX CONCURRENTLY run_user ON run(user_id);
            """);
        await _database.QueryAsync<int>("CREATE INDEX run_user ON run(name)");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAndCloseAsync([.. Migration.ForPostgres, online])));

        Assert.Contains(
            "(user_id)",
            Assert.Single(await _database.QueryAsync<string>(
                "SELECT indexdef FROM pg_indexes WHERE indexname = 'run_user'")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_step_leaves_the_schema_as_it_was()
    {
        await OpenAndCloseAsync(Migration.ForPostgres);
        var broken = new Migration(Newest + 1, "CREATE TABLE added(x bigint); INSERT INTO missing VALUES(7);");

        await Assert.ThrowsAsync<StoreOpenException>(() => OpenAndCloseAsync([.. Migration.ForPostgres, broken]));

        await OpenAndCloseAsync(Migration.ForPostgres);
        Assert.Equal(
            [0L], await _database.QueryAsync<long>("SELECT count(*) FROM pg_tables WHERE tablename = 'added'"));
    }

    [Fact]
    public async Task Newer_and_changed_schemas_and_databases_of_others_are_refused()
    {
        await _database.QueryAsync<int>("CREATE TABLE theirs(x bigint)");
        await AssertRefusedAsync(Migration.ForPostgres, "belongs to another program");
        await _database.QueryAsync<int>("DROP TABLE theirs");

        await OpenAndCloseAsync([.. Migration.ForPostgres, new Migration(Newest + 1, "CREATE TABLE a(x bigint)")]);
        await AssertRefusedAsync(Migration.ForPostgres, $"has schema version {Newest + 1}, but this server knows only");
        await AssertRefusedAsync(
            [.. Migration.ForPostgres, new Migration(Newest + 1, "CREATE TABLE b(x bigint)")],
            $"was made by another build of schema version {Newest + 1}");
    }

    [Fact]
    public void Both_databases_have_the_same_steps() => Assert.Equal(
        Migration.ForSqlite.Select(migration => migration.Version),
        Migration.ForPostgres.Select(migration => migration.Version));

    [Fact]
    public async Task Tables_may_lie_in_a_schema_of_their_own()
    {
        await _database.QueryAsync<int>("CREATE SCHEMA ml");
        var uri = StoreUri.Parse(_database.Uri + "?options=-csearch_path%3Dml");

        await using (var stores = await TrackingStores.OpenAsync(uri, TimeProvider.System, Patience.Token()))
        {
            await stores.Experiments.EnsureDefaultAsync("root:/", Patience.Token());
        }

        Assert.Equal(["Default"], await _database.QueryAsync<string>("SELECT name FROM ml.experiment"));
    }

    [Theory]
    [InlineData("nowhere", "there is no database of this name")]
    public async Task Database_that_cannot_be_opened_is_told_in_one_line(string database, string cause)
    {
        var config = _database.Config with { Database = database, Password = "hush" };

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(
            () => TrackingStores.OpenAsync(config, TimeProvider.System, Patience.Token()));

        Assert.Contains(cause, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(IReadOnlyList<Migration> migrations, string expected)
    {
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAndCloseAsync(migrations));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> OpenAndCloseAsync(
        IReadOnlyList<Migration> migrations, PostgresStoreConfig? config = null)
    {
        await using var database = await PostgresDatabase.OpenAsync(
            config ?? _database.Config with { BackupFolder = _backups.Path },
            TimeProvider.System,
            migrations,
            Patience.Token());
        return database.Notices;
    }
}
