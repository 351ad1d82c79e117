using Tracking.Core.Datasets;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.Core.Webhooks;
using Tracking.Core.Traces;

namespace Tracking.Stores.Contract;

/// <summary>The stores under test, empty but for experiment 0; disposing removes their data.</summary>
public interface IStoreRig : IAsyncDisposable
{
    IExperimentStore Experiments { get; }

    IRunStore Runs { get; }

    IMetricStore Metrics { get; }

    IRegisteredModelStore RegisteredModels { get; }

    IModelVersionStore ModelVersions { get; }

    ILoggedModelStore LoggedModels { get; }

    IIdempotencyStore Idempotency { get; }

    IRunDatasetStore RunDatasets { get; }

    IEvaluationDatasetStore EvaluationDatasets { get; }

    IWebhookStore Webhooks { get; }

    IWebhookOutbox WebhookOutbox { get; }

    ITraceStore Traces { get; }

    IAssessmentStore Assessments { get; }

    ITraceStatistics TraceStatistics { get; }

    ITrashStore Trash { get; }

    IHeartbeatStore Heartbeats { get; }
}
