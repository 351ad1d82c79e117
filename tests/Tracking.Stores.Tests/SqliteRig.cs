using Tracking.TestKit;

namespace Tracking.Stores.Tests;

/// <summary>A SQLite store in a folder of its own.</summary>
internal sealed class SqliteRig : StoresRig
{
    private readonly TempFolder _folder;

    private SqliteRig(TempFolder folder, TrackingStores stores)
        : base(stores) => _folder = folder;

    public static async Task<SqliteRig> OpenAsync(CancellationToken cancellationToken)
    {
        var folder = new TempFolder();
        var config = new SqliteStoreConfig(Path.Combine(folder.Path, "tracking.db"));
        return new SqliteRig(folder, await TrackingStores.OpenAsync(config, new SteppingTime(), cancellationToken));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
