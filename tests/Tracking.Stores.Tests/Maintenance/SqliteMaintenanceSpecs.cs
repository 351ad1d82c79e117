using Dapper;
using Microsoft.Data.Sqlite;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Maintenance;
using Tracking.Stores.Migrations;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Maintenance;

public sealed class SqliteMaintenanceSpecs : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationToken _deadline = Patience.Token();

    private StoreUri Uri => StoreUri.Parse(_folder["tracking.db"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_at_work_is_sound_and_its_copy_holds_what_was_acknowledged()
    {
        await using var stores = await OpenFilledAsync();

        Assert.Empty((await StoreMaintenance.CheckAsync(Uri, _deadline)).Problems);
        await StoreMaintenance.BackUpAsync(Uri, _folder["copy.db"], _deadline);
        await stores.Runs.CreateAsync(new NewRun("later", 0, "user", "name", 0, []), _deadline);

        await using var copy = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(_folder["copy.db"]), TimeProvider.System, _deadline);
        var history = await copy.Metrics.GetHistoryAsync("run", "loss", null, null, _deadline);
        Assert.Equal(5_000, history.Items.Count);
        Assert.Equal(["copy.db", "tracking.db"], FilesNamed("*.db"));
        Assert.Empty(FilesNamed("*.partial"));
    }

    [Fact]
    public async Task A_backup_replaces_no_file_and_leaves_none_when_it_fails()
    {
        await (await OpenFilledAsync()).DisposeAsync();
        _folder.Write("copy.db", "precious");

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(
            () => StoreMaintenance.BackUpAsync(Uri, _folder["copy.db"], _deadline));
        Assert.Contains("exists already", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreOpenException>(() => StoreMaintenance.BackUpAsync(
            StoreUri.Parse(_folder["none.db"]), _folder["other.db"], _deadline));
        Assert.Equal(["copy.db", "tracking.db"], FilesNamed("*.db"));
        Assert.Empty(FilesNamed("*.partial"));
    }

    [Theory]
    [InlineData("DELETE FROM metric_block_data WHERE block_id = 1", "series 1: A block of metric points is damaged")]
    [InlineData("DELETE FROM metric_series", "1 metrics have lost their points")]
    [InlineData("DELETE FROM metric_latest", "1 series of points belong to no metric")]
    [InlineData("UPDATE metric_block SET points = 3", "is not what its header says")]
    [InlineData("UPDATE metric_series SET point_count = 7", "points where there should be 7")]
    [InlineData("UPDATE run SET experiment_id = 77", "1 rows of run refer to rows of experiment that are missing")]
    public async Task What_does_not_hold_together_is_named(string damage, string named)
    {
        await (await OpenFilledAsync()).DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={_folder["tracking.db"]};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA foreign_keys = OFF; " + damage);
        }

        var check = await StoreMaintenance.CheckAsync(Uri, _deadline);

        Assert.Contains(check.Problems, problem => problem.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_older_store_is_upgraded_after_a_backup()
    {
        var config = new SqliteStoreConfig(_folder["tracking.db"]);
        var older = Migration.ForSqlite.SkipLast(1).ToList();
        await using (await SqliteDatabase.OpenAsync(config, TimeProvider.System, older, _deadline))
        {
            var check = await StoreMaintenance.CheckAsync(Uri, _deadline);
            Assert.Equal((true, 0), (check.NeedsUpgrade, check.Problems.Count));
            var inUse = await Assert.ThrowsAsync<StoreOpenException>(
                () => StoreMaintenance.UpgradeAsync(Uri, TimeProvider.System, _deadline));
            Assert.Contains($"in use by process {Environment.ProcessId}", inUse.Message, StringComparison.Ordinal);
        }

        var upgrade = await StoreMaintenance.UpgradeAsync(Uri, TimeProvider.System, _deadline);

        Assert.Equal((older[^1].Version, Migration.ForSqlite[^1].Version), (upgrade.From, upgrade.To));
        Assert.True(File.Exists(upgrade.BackupPath));
        Assert.Null((await StoreMaintenance.UpgradeAsync(Uri, TimeProvider.System, _deadline)).BackupPath);
    }

    [Fact]
    public async Task Compacting_gives_space_back_and_waits_for_no_server()
    {
        await using (var stores = await OpenFilledAsync())
        {
            await Assert.ThrowsAsync<StoreOpenException>(() => StoreMaintenance.CompactAsync(Uri, _deadline));
            await stores.Database.WriteAsync(
                session => session.Statement("DELETE FROM metric_block_data").Run(), _deadline);
        }

        var before = new FileInfo(_folder["tracking.db"]).Length;
        await StoreMaintenance.CompactAsync(Uri, _deadline);
        Assert.True(new FileInfo(_folder["tracking.db"]).Length < before);
    }

    private async Task<TrackingStores> OpenFilledAsync()
    {
        var stores = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(_folder["tracking.db"]), TimeProvider.System, _deadline);
        await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", _deadline);
        await stores.Runs.CreateAsync(new NewRun("run", 0, "user", "name", 0, []), _deadline);
        var points = Enumerable.Range(0, 5_000).Select(
            step => new LoggedMetric("loss", new MetricPoint(step, step, step * 1.1)));
        await stores.Runs.LogAsync(new RunBatch("run", [.. points], [], []), _deadline);
        return stores;
    }

    private IEnumerable<string> FilesNamed(string pattern) =>
        Directory.GetFiles(_folder.Path, pattern).Select(path => Path.GetFileName(path)).Order();
}
