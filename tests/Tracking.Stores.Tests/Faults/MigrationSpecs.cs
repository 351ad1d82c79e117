using Dapper;
using Microsoft.Data.Sqlite;
using Tracking.Core.Experiments;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Migrations;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class MigrationSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private static int Newest => Migration.ForSqlite[^1].Version;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Migration_is_applied_once_after_a_backup_of_what_was_there()
    {
        await CreateWithExperimentAsync("kept");
        var next = new Migration(Newest + 1, "CREATE TABLE added(x INTEGER); INSERT INTO added VALUES(7);");

        await OpenAndCloseAsync([.. Migration.ForSqlite, next]);
        await OpenAndCloseAsync([.. Migration.ForSqlite, next]);

        Assert.Equal([7], Query<long>("tracking.db", "SELECT x FROM added"));
        var backup = Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path, "*.bak")));
        Assert.StartsWith($"tracking.db.v{Newest}-", backup, StringComparison.Ordinal);
        Assert.Equal(["kept"], Query<string>(backup, "SELECT name FROM experiment"));
        Assert.Equal([Newest], Query<long>(backup, "SELECT max(version) FROM schema_version"));
    }

    [Fact]
    public async Task Failing_migration_leaves_the_schema_as_it_was()
    {
        await CreateWithExperimentAsync("kept");
        var broken = new Migration(Newest + 1, "CREATE TABLE added(x INTEGER); INSERT INTO missing VALUES(7);");

        await Assert.ThrowsAsync<StoreOpenException>(() => OpenAndCloseAsync([.. Migration.ForSqlite, broken]));

        await OpenAndCloseAsync(Migration.ForSqlite);
        Assert.Equal([0], Query<long>("tracking.db", "SELECT count(*) FROM sqlite_master WHERE name = 'added'"));
        Assert.Equal(["kept"], Query<string>("tracking.db", "SELECT name FROM experiment"));
    }

    [Fact]
    public async Task Migration_that_was_changed_after_it_was_applied_is_refused()
    {
        await OpenAndCloseAsync([.. Migration.ForSqlite, new Migration(Newest + 1, "CREATE TABLE a(x)")]);

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(
            () => OpenAndCloseAsync([.. Migration.ForSqlite, new Migration(Newest + 1, "CREATE TABLE b(x)")]));
        Assert.Contains(
            $"was made by another build of schema version {Newest + 1}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_are_numbered_from_one_each_number_once()
    {
        var numbers = Migration.ForSqlite.Select(migration => migration.Version).ToList();
        Assert.Equal(1, numbers[0]);
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    private async Task CreateWithExperimentAsync(string name)
    {
        await using var stores = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(_folder["tracking.db"]), TimeProvider.System, Patience.Token());
        await stores.Experiments.CreateAsync(new NewExperiment(name, "root:/", null, []), Patience.Token());
    }

    private async Task OpenAndCloseAsync(IReadOnlyList<Migration> migrations)
    {
        var config = new SqliteStoreConfig(_folder["tracking.db"]);
        await using var database = await SqliteDatabase.OpenAsync(
            config, new SteppingTime(), migrations, Patience.Token());
    }

    private List<T> Query<T>(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder[file]};Pooling=False");
        return connection.Query<T>(sql).ToList();
    }
}
