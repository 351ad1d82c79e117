using Tracking.Stores.Dialects;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Migrations;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class ReaderSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteDatabase _database = null!;

    // One reader, so that the next read gets what a cancelled one left behind.
    public async Task InitializeAsync() => _database = await SqliteDatabase.OpenAsync(
        new SqliteStoreConfig(Path.Combine(_folder.Path, "t.db")) { ReadersMax = 1 },
        TimeProvider.System,
        [],
        Patience.Token());

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cancelling_ends_a_read_in_the_middle_of_a_statement()
    {
        using var cancellation = new CancellationTokenSource();
        var reading = Task.Run(() => _database.ReadAsync(session => Count(session, cancellation), cancellation.Token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience.Token()));

        Assert.Equal(7, await _database.ReadAsync(
            session => session.Statement("SELECT 7").SingleInt64(), Patience.Token()));
    }

    /// <summary>Counts for many seconds, and is cancelled from within, after the first row.</summary>
    private static long? Count(StoreSession session, CancellationTokenSource cancellation)
    {
        ((SqliteSession)session).Connection.CreateFunction("cancel_now", (long row) =>
        {
            if (row == 1)
            {
                cancellation.Cancel();
            }

            return 1;
        });
        using var statement = session.Prepare("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000)
            SELECT count(*) FROM n WHERE i > 1 OR cancel_now(i)
            """);
        return statement.SingleInt64();
    }
}
