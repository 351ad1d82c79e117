using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class OpeningSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder["tracking.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Second_server_on_one_file_is_refused_with_the_holders_process_id()
    {
        await using var first = await OpenAsync();

        var message = await RefusalAsync();
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture,
                $"The database '{Database}' is in use by process {Environment.ProcessId}: ") +
            "stop that server, or give this one another file.",
            message);
    }

    [Fact]
    public async Task File_can_be_opened_again_after_it_was_closed_and_after_a_failed_opening()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute("INSERT INTO schema_version VALUES(99, 0, 'x')");
        await RefusalAsync();
        Execute("DELETE FROM schema_version WHERE version = 99");

        await using var again = await OpenAsync();
        Assert.Null(await again.Experiments.FindAsync(0, Patience.Token()));
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(Database, string.Concat(Enumerable.Repeat("not a database. ", 1_000)));
        var before = await File.ReadAllBytesAsync(Database);

        Assert.Equal(
            $"The database '{Database}' cannot be opened: the file is not a SQLite database; give another path.",
            await RefusalAsync());
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));
    }

    [Fact]
    public async Task Damaged_database_is_refused_with_what_to_do()
    {
        await (await OpenAsync()).DisposeAsync();
        await using (var file = File.OpenWrite(Database))
        {
            file.Position = 100;
            file.Write(Enumerable.Repeat((byte)0xAB, 3_000).ToArray());
        }

        Assert.Equal(
            $"The database '{Database}' cannot be opened: the file is damaged; restore a backup, or salvage it with " +
            "'sqlite3 FILE .recover'.",
            await RefusalAsync());
    }

    [Fact]
    public async Task Newer_schema_is_refused_with_both_versions()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute("INSERT INTO schema_version VALUES(99, 0, 'x')");

        var message = await RefusalAsync();
        Assert.Contains("has schema version 99, but this server knows only ", message, StringComparison.Ordinal);
        Assert.Contains("start a newer server", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE alembic_version(version_num TEXT)");

        Assert.Contains("belongs to another program", await RefusalAsync(), StringComparison.Ordinal);
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        Assert.Equal(["alembic_version"], connection.Query<string>("SELECT name FROM sqlite_master"));
    }

    [Fact]
    public async Task Folder_that_cannot_be_made_is_refused_with_the_reason()
    {
        var file = _folder.Write("file", "");
        var path = Path.Combine(file, "tracking.db");

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(path));
        Assert.StartsWith(
            $"The database '{path}' cannot be opened: its folder cannot be written (", refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 64L << 20, 4)]
    [InlineData(1_024, 10, 4)]
    [InlineData(1_024, 64L << 20, 0)]
    public async Task Settings_out_of_range_are_refused(int writes, long bytes, int readers)
    {
        var config = new SqliteStoreConfig(Database)
        {
            QueuedWritesMax = writes,
            QueuedWriteBytesMax = bytes,
            ReadersMax = readers,
        };

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(
            () => TrackingStores.OpenAsync(config, TimeProvider.System, Patience.Token()));
        Assert.Contains("must be between", refusal.Message, StringComparison.Ordinal);
    }

    private Task<TrackingStores> OpenAsync(string? path = null) =>
        TrackingStores.OpenAsync(new SqliteStoreConfig(path ?? Database), TimeProvider.System, Patience.Token());

    private async Task<string> RefusalAsync()
    {
        var message = (await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync())).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private void Execute(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Execute(sql);
    }
}
