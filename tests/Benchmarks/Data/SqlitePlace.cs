using Tracking.Stores;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Data;

/// <summary>A file: in a temporary folder, or in the cache that outlives the benchmark.</summary>
internal sealed class SqlitePlace(string folder, TempFolder? owned) : StorePlace
{
    private const string FileName = "store.db";

    public SqlitePlace(TempFolder folder)
        : this(folder.Path, folder)
    {
    }

    public override string Uri => Path.Combine(folder, FileName);

    public static async Task<StorePlace> CachedAsync(
        string name, Func<TrackingStores, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        var cache = Path.Combine(Path.GetTempPath(), "tracking-benchmarks");
        var kept = Path.Combine(cache, name);
        if (!Directory.Exists(kept))
        {
            var filling = kept + ".filling";
            if (Directory.Exists(filling))
            {
                Directory.Delete(filling, recursive: true);
            }

            Directory.CreateDirectory(filling);
            var config = new SqliteStoreConfig(Path.Combine(filling, FileName))
            {
                Durability = StoreDurability.Normal,
            };
            await using (var stores = await TrackingStores.OpenAsync(config, TimeProvider.System, cancellationToken))
            {
                await fill(stores, cancellationToken);
            }

            Directory.Move(filling, kept);
        }

        return new SqlitePlace(kept, owned: null);
    }

    public override Task<StorePlace> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = new TempFolder();
        File.Copy(Uri, copy[FileName]);
        return Task.FromResult<StorePlace>(new SqlitePlace(copy));
    }

    public override ValueTask DisposeAsync()
    {
        owned?.Dispose();
        return ValueTask.CompletedTask;
    }
}
