using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Tracking.Artifacts;
using Tracking.Core.Runs;
using Tracking.Server.Artifacts;
using Tracking.Server.Datasets;
using Tracking.Server.EvaluationDatasets;
using Tracking.Server.Experiments;
using Tracking.Server.Lifecycle;
using Tracking.Server.LoggedModels;
using Tracking.Server.Messages;
using Tracking.Server.Metrics;
using Tracking.Server.ModelEndpoints;
using Tracking.Server.Operations;
using Tracking.Server.Operations.Health;
using Tracking.Server.Registry;
using Tracking.Server.Runs;
using Tracking.Server.Ui;
using Tracking.Server.Unavailable;
using Tracking.Server.Webhooks;
using Tracking.Server.Traces;
using Tracking.Server.Traces.Otlp;
using Tracking.Stores;

namespace Tracking.Server.Hosting;

/// <summary>
/// The composition root: every endpoint group with the ports that it needs, and what works in the background while the
/// server runs.
/// </summary>
internal sealed record ServerParts(
    IReadOnlyList<IEndpointGroup> Groups,
    Readiness Readiness,
    IReadOnlyList<Func<IServiceProvider, IHostedService>> Background,
    Meter StoreMeter,
    TaskCompletionSource<ListeningServer> Listening)
{
    public static ServerParts Create(TrackingServerOptions options, TrackingStores stores, IArtifactStore artifacts)
    {
        var names = new RunNames(RandomOf(options));
        var folders = new ArtifactFolders(artifacts);
        var downloads = new DownloadLocations(stores.ModelVersions);
        var sources = new VersionSources(stores.ModelVersions, stores.Runs, stores.LoggedModels);
        var lifecycle = LifecycleParts.Create(options, stores, artifacts);
        var creates = lifecycle.Creates;
        var webhooks = WebhookParts.Create(options, stores, RandomOf(options));
        var endpoints = ModelEndpointParts.Create(options, stores.ModelVersions);
        var traceFiles = new TraceFiles(stores.Traces, folders);
        return new ServerParts(
        [
            new InfoPages(),
            new UiPages(options),
            new ExperimentEndpoints(stores.Experiments, options.DefaultArtifactRoot, creates),
            new RunEndpoints(stores.Runs, names, creates),
            new RunLoggingEndpoints(stores.Runs, lifecycle.Heartbeats, options.TruncateLongValues),
            new RunLinkEndpoints(stores.Runs),
            new MetricEndpoints(stores.Metrics),
            new LoggedModelEndpoints(stores.LoggedModels, names, creates),
            new RegisteredModelEndpoints(stores.RegisteredModels, stores.ModelVersions, creates),
            new ModelVersionEndpoints(stores.ModelVersions, sources, downloads, stores.LoggedModels, creates),
            new ArtifactListEndpoints(folders, stores.Runs, stores.LoggedModels),
            new ArtifactFileEndpoints(folders, stores.Runs, stores.LoggedModels, downloads),
            new ArtifactProxyEndpoints(artifacts, options),
            new PresignedUrlEndpoints(folders, stores.Runs, options),
            new RunDatasetEndpoints(stores.RunDatasets),
            new EvaluationDatasetEndpoints(stores.EvaluationDatasets),
            new DatasetRecordEndpoints(stores.EvaluationDatasets),
            webhooks.Endpoints,
            new UnavailableEndpoints(),
            new TraceEndpoints(stores.Traces, stores.Assessments, traceFiles, options.Time),
            new LegacyTraceEndpoints(stores.Traces, traceFiles),
            new TraceMetricEndpoints(stores.TraceStatistics),
            new TraceFileEndpoints(traceFiles, folders),
            new OtlpEndpoint(stores.Traces, options.MaxMessageBytes),
            new TrashEndpoints(lifecycle.Trash),
            new HeartbeatEndpoints(lifecycle.Heartbeats),
            .. endpoints.Groups,
        ],
        Readiness.Of(stores.Experiments, options.ServeArtifacts ? artifacts : null, options.Time),
        [
            webhooks.CreateDispatcher,
            .. endpoints.Background,
            .. lifecycle.Jobs.Append(GiveBackMemory()).Select(job => job.ServiceOn(options.Time)),
        ],
        stores.Meter,
        endpoints.Listening);
    }

    private static RecurringJob GiveBackMemory()
    {
        var memory = IdleMemory.OfProcess();
        return new RecurringJob("Giving memory back", IdleMemory.Period, (_, _) =>
        {
            memory.Look();
            return Task.CompletedTask;
        });
    }

    private static Random RandomOf(TrackingServerOptions options) =>
        new(options.NameSeed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
}

/// <summary>The endpoints of one feature.</summary>
internal interface IEndpointGroup
{
    void Map(ApiRoutes routes);
}
