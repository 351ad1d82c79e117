using Tracking.Core.Experiments;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.Experiments;
using Tracking.Stores.LoggedModels;
using Tracking.Stores.Metrics;
using Tracking.Stores.Migrations;
using Tracking.Stores.Registry;
using Tracking.Stores.Runs;
using Tracking.Stores.Search;

namespace Tracking.Stores;

/// <summary>
/// All stores over one SQLite file. Thread-safe. Disposing serves the writes that wait, then closes the file.
/// </summary>
public sealed class SqliteStores : IAsyncDisposable
{
    private readonly SqliteDatabase _database;

    private SqliteStores(SqliteDatabase database)
    {
        _database = database;
        var hydrator = new RunHydrator(database.KeyNames);
        Experiments = new SqliteExperimentStore(database, new ExperimentSearch(database));
        Metrics = new SqliteMetricStore(database);
        Runs = new SqliteRunStore(database, hydrator, new RunSearch(database, hydrator));
        var versions = new ModelVersionHydrator(database.KeyNames);
        var registered = new RegisteredModelHydrator(database.KeyNames, versions);
        RegisteredModels = new SqliteRegisteredModelStore(
            database, registered, new RegisteredModelSearch(database, registered));
        ModelVersions = new SqliteModelVersionStore(database, versions, new ModelVersionSearch(database, versions));
        var logged = new LoggedModelHydrator(database.KeyNames);
        LoggedModels = new SqliteLoggedModelStore(database, logged, new LoggedModelSearch(database, logged));
    }

    public IExperimentStore Experiments { get; }

    public IRunStore Runs { get; }

    public IMetricStore Metrics { get; }

    public IRegisteredModelStore RegisteredModels { get; }

    public IModelVersionStore ModelVersions { get; }

    public ILoggedModelStore LoggedModels { get; }

    /// <summary>For tests of what the ports do not show.</summary>
    internal SqliteDatabase Database => _database;

    /// <summary>Opens the file, creates or migrates it, and keeps other servers off it.</summary>
    /// <exception cref="StoreOpenException">One line: the file, the cause and what to do.</exception>
    public static async Task<SqliteStores> OpenAsync(
        SqliteStoreConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(time);
        return new SqliteStores(
            await SqliteDatabase.OpenAsync(config, time, Migration.ForSqlite, cancellationToken));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
