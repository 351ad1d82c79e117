using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests;

/// <summary>A PostgreSQL store in a database of its own.</summary>
internal sealed class PostgresRig : StoresRig
{
    private readonly PostgresTestDatabase _database;

    private PostgresRig(PostgresTestDatabase database, TrackingStores stores)
        : base(stores) => _database = database;

    public static async Task<PostgresRig> OpenAsync(CancellationToken cancellationToken)
    {
        var database = await PostgresTestDatabase.CreateAsync();
        return new PostgresRig(
            database, await TrackingStores.OpenAsync(database.Config, new SteppingTime(), cancellationToken));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}
