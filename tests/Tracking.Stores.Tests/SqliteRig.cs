using Tracking.Core.Datasets;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.Core.Webhooks;
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

    public IRunDatasetStore RunDatasets => Stores.RunDatasets;

    public IEvaluationDatasetStore EvaluationDatasets => Stores.EvaluationDatasets;

    public IWebhookStore Webhooks => Stores.Webhooks;

    public IWebhookOutbox WebhookOutbox => Stores.WebhookOutbox;

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
