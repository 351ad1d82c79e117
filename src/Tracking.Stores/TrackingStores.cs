using Tracking.Core.Datasets;
using Tracking.Core.EvaluationDatasets;
using System.Diagnostics.Metrics;
using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.Core.Webhooks;
using Tracking.Stores.Datasets;
using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Dialects.PostgreSql;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.EvaluationDatasets;
using Tracking.Stores.Experiments;
using Tracking.Stores.Lifecycle;
using Tracking.Stores.LoggedModels;
using Tracking.Stores.Metrics;
using Tracking.Stores.Migrations;
using Tracking.Stores.Registry;
using Tracking.Stores.Runs;
using Tracking.Stores.Search;
using Tracking.Stores.Search.Runs;
using Tracking.Stores.Webhooks;
using Tracking.Stores.Traces;

namespace Tracking.Stores;

/// <summary>
/// All stores over one database. Thread-safe. Disposing serves the writes that wait, then closes the database.
/// </summary>
public sealed class TrackingStores : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly WebhookEventWriter _events = new();

    private TrackingStores(StoreDatabase opened)
    {
        var database = new MeasuredDatabase(opened);
        _database = database;
        var hydrator = new RunHydrator(database.KeyNames);
        Experiments = new ExperimentStore(database, new ExperimentSearch(database));
        Metrics = new MetricStore(database);
        Runs = new RunStore(database, hydrator, new RunSearch(database, hydrator, SmallGroups.Default));
        var versions = new ModelVersionHydrator(database.KeyNames);
        var registered = new RegisteredModelHydrator(database.KeyNames, versions);
        RegisteredModels = new RegisteredModelStore(
            database, registered, new RegisteredModelSearch(database, registered), _events);
        ModelVersions = new ModelVersionStore(
            database, versions, new ModelVersionSearch(database, versions), _events);
        var logged = new LoggedModelHydrator(database.KeyNames);
        LoggedModels = new LoggedModelStore(database, logged, new LoggedModelSearch(database, logged));
        Idempotency = new IdempotencyStore(database);
        RunDatasets = new RunDatasetStore(database);
        var datasets = new EvaluationDatasetHydrator(database.KeyNames);
        EvaluationDatasets = new EvaluationDatasetStore(
            database, datasets, new EvaluationDatasetSearch(database, datasets));
        Webhooks = new WebhookStore(database);
        WebhookOutbox = new WebhookOutbox(database, _events);
        var traces = new TraceHydrator(database.KeyNames);
        Traces = new TraceStore(database, traces, new TraceSearch(database, traces));
        Assessments = new AssessmentStore(database);
        TraceStatistics = new TraceStatistics(database);
        Trash = new TrashStore(database, [new TraceContent()]);
        Heartbeats = new HeartbeatStore(database);
    }

    public IExperimentStore Experiments { get; }

    public IRunStore Runs { get; }

    public IMetricStore Metrics { get; }

    public IRegisteredModelStore RegisteredModels { get; }

    public IModelVersionStore ModelVersions { get; }

    public ILoggedModelStore LoggedModels { get; }

    public IIdempotencyStore Idempotency { get; }

    public IRunDatasetStore RunDatasets { get; }

    public IEvaluationDatasetStore EvaluationDatasets { get; }

    public IWebhookStore Webhooks { get; }

    public IWebhookOutbox WebhookOutbox { get; }

    public ITrashStore Trash { get; }

    /// <summary>A file for keys that no copy of the store shall hold; null where several servers share it.</summary>
    public string? KeyFilePath => _database.KeyFilePath;

    /// <summary>
    /// The figures of this store: waits, durations, commits, sizes. Spans come from a source of the same name.
    /// </summary>
    public Meter Meter => _database.Meter.Meter;

    public ITraceStore Traces { get; }

    public IAssessmentStore Assessments { get; }

    public ITraceStatistics TraceStatistics { get; }

    /// <summary>What whoever runs the server should know of the opening: a line each, for the log.</summary>
    public IReadOnlyList<string> Notices => _database.Notices;

    public IHeartbeatStore Heartbeats { get; }

    /// <summary>For tests of what the ports do not show.</summary>
    internal StoreDatabase Database => _database;

    /// <summary>Opens the file, creates or migrates it, and keeps other servers off it.</summary>
    /// <exception cref="StoreOpenException">One line: the file, the cause and what to do.</exception>
    public static async Task<TrackingStores> OpenAsync(
        SqliteStoreConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(time);
        return new TrackingStores(
            await SqliteDatabase.OpenAsync(config, time, Migration.ForSqlite, cancellationToken));
    }

    /// <summary>Opens the database and creates or migrates its tables; other servers may use it too.</summary>
    /// <exception cref="StoreOpenException">One line: the database, the cause and what to do.</exception>
    public static async Task<TrackingStores> OpenAsync(
        PostgresStoreConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(time);
        return new TrackingStores(
            await PostgresDatabase.OpenAsync(config, time, Migration.ForPostgres, cancellationToken));
    }

    /// <summary>Opens what the URI names.</summary>
    /// <exception cref="StoreOpenException">One line: the database, the cause and what to do.</exception>
    public static Task<TrackingStores> OpenAsync(
        StoreUri uri, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Postgres is { } config
            ? OpenAsync(config, time, cancellationToken)
            : OpenAsync(new SqliteStoreConfig(uri.Path!), time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _events.Dispose();
    }
}
