using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.Stores.Contract;
using Tracking.TestKit;

namespace Tracking.Stores.Tests;

/// <summary>A SQLite store in a folder of its own.</summary>
internal sealed class SqliteRig : IStoreRig
{
    private readonly TempFolder _folder;

    private SqliteRig(TempFolder folder, TrackingStores stores)
    {
        _folder = folder;
        Stores = stores;
    }

    public TrackingStores Stores { get; }

    public IExperimentStore Experiments => Stores.Experiments;

    public IRunStore Runs => Stores.Runs;

    public IMetricStore Metrics => Stores.Metrics;

    public IRegisteredModelStore RegisteredModels => Stores.RegisteredModels;

    public IModelVersionStore ModelVersions => Stores.ModelVersions;

    public ILoggedModelStore LoggedModels => Stores.LoggedModels;

    public IIdempotencyStore Idempotency => Stores.Idempotency;

    public static async Task<SqliteRig> OpenAsync(CancellationToken cancellationToken)
    {
        var folder = new TempFolder();
        var config = new SqliteStoreConfig(Path.Combine(folder.Path, "tracking.db"));
        return new SqliteRig(folder, await TrackingStores.OpenAsync(config, new SteppingTime(), cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        _folder.Dispose();
    }
}
