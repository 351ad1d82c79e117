using Tracking.Core.Datasets;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.Core.Traces;
using Tracking.Core.Webhooks;
using Tracking.Stores.Contract;
using Tracking.Stores.Runs;
using Tracking.Stores.Search;
using Tracking.Stores.Search.Runs;

namespace Tracking.Stores.Tests;

/// <summary>The ports of open stores; what lies below them is the database's own rig.</summary>
internal abstract class StoresRig(TrackingStores stores) : IStoreRig
{
    public TrackingStores Stores => stores;

    public IExperimentStore Experiments => Stores.Experiments;

    public IRunStore Runs { get; private set; } = stores.Runs;

    public IMetricStore Metrics => Stores.Metrics;

    public IRegisteredModelStore RegisteredModels => Stores.RegisteredModels;

    public IModelVersionStore ModelVersions => Stores.ModelVersions;

    public ILoggedModelStore LoggedModels => Stores.LoggedModels;

    public IIdempotencyStore Idempotency => Stores.Idempotency;

    public IRunDatasetStore RunDatasets => Stores.RunDatasets;

    public IEvaluationDatasetStore EvaluationDatasets => Stores.EvaluationDatasets;

    public IWebhookStore Webhooks => Stores.Webhooks;

    public IWebhookOutbox WebhookOutbox => Stores.WebhookOutbox;

    public ITraceStore Traces => Stores.Traces;

    public IAssessmentStore Assessments => Stores.Assessments;

    public ITraceStatistics TraceStatistics => Stores.TraceStatistics;

    public ITrashStore Trash => Stores.Trash;

    public IHeartbeatStore Heartbeats => Stores.Heartbeats;

    /// <summary>From now on searches never sort runs of equal value, however few they are.</summary>
    public StoresRig WithLargeGroups()
    {
        var hydrator = new RunHydrator(Stores.Database.KeyNames);
        var search = new RunSearch(Stores.Database, hydrator, new SmallGroups(Min: -1, Factor: -1));
        Runs = new RunStore(Stores.Database, hydrator, search);
        return this;
    }

    public virtual ValueTask DisposeAsync() => Stores.DisposeAsync();
}
