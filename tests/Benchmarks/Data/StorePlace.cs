using Tracking.Stores;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Data;

/// <summary>A database for a server under test.</summary>
internal abstract class StorePlace : IAsyncDisposable
{
    /// <summary>What <c>--backend-store-uri</c> takes.</summary>
    public abstract string Uri { get; }

    /// <summary>An empty database that goes when disposed.</summary>
    public static Task<StorePlace> NewAsync(BenchmarkContext context) => context.Postgres is { } root
        ? PostgresPlace.NewAsync(root, context.Stop)
        : Task.FromResult<StorePlace>(new SqlitePlace(new TempFolder()));

    /// <summary>A data set that is made once and kept for later runs.</summary>
    public static Task<StorePlace> CachedAsync(
        BenchmarkContext context, string name, Func<TrackingStores, CancellationToken, Task> fill) =>
        context.Postgres is { } root
            ? PostgresPlace.CachedAsync(root, name, fill, context.Stop)
            : SqlitePlace.CachedAsync(name, fill, context.Stop);

    /// <summary>A copy that may be written to and goes when disposed. No server has this one open.</summary>
    public abstract Task<StorePlace> CopyAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
