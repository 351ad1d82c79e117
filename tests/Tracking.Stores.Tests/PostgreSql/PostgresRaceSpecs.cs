using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Metrics;
using Tracking.Core.Registry;
using Tracking.Core.Runs;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>Two servers on one database that do the same at the same time. No test may end in a deadlock.</summary>
[RequiresPostgres]
public sealed class PostgresRaceSpecs : IAsyncLifetime
{
    private const int Each = 12;

    private readonly CancellationToken _deadline = Patience.Token();
    private PostgresTestDatabase _database = null!;
    private TrackingStores[] _servers = [];

    public async Task InitializeAsync()
    {
        _database = await PostgresTestDatabase.CreateAsync();
        _servers =
        [
            await TrackingStores.OpenAsync(_database.Config, TimeProvider.System, _deadline),
            await TrackingStores.OpenAsync(_database.Config, TimeProvider.System, _deadline),
        ];
    }

    public async Task DisposeAsync()
    {
        var deadlocks = await _database.QueryAsync<long>(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _database.DisposeAsync();
        Assert.Equal([0L], deadlocks);
    }

    [Fact]
    public async Task Default_experiment_is_made_once_by_all()
    {
        Assert.All(
            await RaceAsync(async (server, _) =>
            {
                await server.Experiments.EnsureDefaultAsync("root:/", _deadline);
                return true;
            }),
            Assert.Null);
        Assert.Equal(["Default"], await _database.QueryAsync<string>("SELECT name FROM experiment"));
    }

    [Fact]
    public async Task One_name_is_given_to_one_experiment_and_one_model_and_the_others_hear_of_it()
    {
        var experiments = await RaceAsync((server, _) =>
            server.Experiments.CreateAsync(new NewExperiment("e", "root:/", null, [new Tag("k", "v")]), _deadline));
        var models = await RaceAsync((server, _) =>
            server.RegisteredModels.CreateAsync(new NewRegisteredModel("m", null, []), _deadline));

        foreach (var errors in (Exception?[][])[experiments, models])
        {
            Assert.Single(errors, error => error is null);
            Assert.All(errors.OfType<Exception>(), error => Assert.Equal(
                ErrorCode.ResourceAlreadyExists, Assert.IsType<TrackingException>(error).Code));
        }
    }

    [Fact]
    public async Task Versions_are_numbered_without_gap_or_double()
    {
        await _servers[0].RegisteredModels.CreateAsync(new NewRegisteredModel("m", null, []), _deadline);

        var errors = await RaceAsync((server, _) =>
            server.ModelVersions.CreateAsync(NewVersionOf("m"), _deadline));

        Assert.All(errors, Assert.Null);
        Assert.Equal(
            Enumerable.Range(1, 2 * Each).Select(number => (long)number),
            await _database.QueryAsync<long>("SELECT version FROM model_version ORDER BY version"));
    }

    [Fact]
    public async Task Stage_that_is_taken_again_and_again_holds_one_version()
    {
        await _servers[0].RegisteredModels.CreateAsync(new NewRegisteredModel("m", null, []), _deadline);
        await RaceAsync((server, _) => server.ModelVersions.CreateAsync(NewVersionOf("m"), _deadline));

        var errors = await RaceAsync(async (server, number) =>
        {
            await server.RegisteredModels.SetAliasAsync("m", "best", number + 1, null, _deadline);
            return await server.ModelVersions.TransitionAsync(
                "m", number + 1, ModelStage.Production, archiveExisting: true, _deadline);
        });

        Assert.All(errors, Assert.Null);
        Assert.Equal([1L], await _database.QueryAsync<long>("SELECT count(*) FROM model_version WHERE stage = 2"));
        Assert.Single((await _servers[1].RegisteredModels.GetAsync("m", _deadline)).Aliases);
    }

    [Fact]
    public async Task Alias_that_all_move_from_one_version_is_moved_by_one()
    {
        await _servers[0].RegisteredModels.CreateAsync(new NewRegisteredModel("m", null, []), _deadline);
        await RaceAsync((server, _) => server.ModelVersions.CreateAsync(NewVersionOf("m"), _deadline));

        var errors = await RaceAsync(async (server, number) =>
        {
            await server.RegisteredModels.SetAliasAsync("m", "best", number + 1, RegistryRules.NoVersion, _deadline);
            return true;
        });

        var winner = 1 + Assert.Single(Enumerable.Range(0, 2 * Each), number => errors[number] is null);
        Assert.All(errors.OfType<Exception>(), error => Assert.Equal(
            ErrorCode.Aborted, Assert.IsType<TrackingException>(error).Code));
        Assert.Equal(
            [new ModelAlias("best", winner)], (await _servers[1].RegisteredModels.GetAsync("m", _deadline)).Aliases);
    }

    [Fact]
    public async Task The_same_batch_from_all_sides_in_any_order_is_there_once()
    {
        await _servers[0].Experiments.EnsureDefaultAsync("root:/", _deadline);
        string[] keys = [.. Enumerable.Range(0, 40).Select(i => $"k{i}")];
        var errors = await RaceAsync(async (server, number) =>
        {
            await server.Runs.CreateAsync(new NewRun("r", 0, "user", "name", 5, []), _deadline);
            string[] order = [.. keys];
            new Random(number).Shuffle(order);
            await server.Runs.LogAsync(
                new RunBatch(
                    "r",
                    [.. order.SelectMany(key => Enumerable.Range(0, 5).Select(
                        step => new LoggedMetric(key, new MetricPoint(step, step, step))))],
                    [.. order.Select(key => new Param("p" + key, "1"))],
                    [.. order.Select(key => new Tag("t" + key, "1"))]),
                _deadline);
            return true;
        });

        Assert.All(errors, Assert.Null);
        var run = await _servers[1].Runs.GetAsync("r", _deadline);
        Assert.Equal((40, 40, 41), (run.Metrics.Count, run.Params.Count, run.Tags.Count));
        Assert.Equal(5, (await _servers[0].Metrics.GetHistoryAsync("r", "k7", null, null, _deadline)).Items.Count);
        Assert.Equal([121L], await _database.QueryAsync<long>("SELECT count(DISTINCT name) FROM key_name"));
    }

    [Fact]
    public async Task Changes_of_one_run_and_the_trash_of_its_experiment_do_not_block_each_other()
    {
        await _servers[0].Experiments.EnsureDefaultAsync("root:/", _deadline);
        await _servers[0].Experiments.CreateAsync(new NewExperiment("e", "root:/", null, []), _deadline);
        await _servers[0].Runs.CreateAsync(new NewRun("r", 1, "user", "name", 5, []), _deadline);

        var errors = await RaceAsync(async (server, number) =>
        {
            await (number % 4 == 3
                ? server.Experiments.DeleteAsync(1, _deadline)
                : number % 4 == 2
                    ? server.Runs.UpdateAsync("r", new RunChange(null, null, $"n{number}"), _deadline)
                    : server.Runs.LogAsync(
                        new RunBatch("r", [], [], [new Tag("mlflow.runName", $"t{number}")]), _deadline));
            return true;
        });

        Assert.All(errors.OfType<Exception>(), error => Assert.Contains(
            Assert.IsType<TrackingException>(error).Code,
            (ErrorCode[])[ErrorCode.InvalidParameterValue, ErrorCode.ResourceDoesNotExist]));
        var run = await _servers[1].Runs.GetAsync("r", _deadline);
        Assert.Equal(LifecycleStage.Deleted, run.Info.Lifecycle);
        Assert.Equal([new Tag("mlflow.runName", run.Info.Name)], run.Tags);
    }

    private static NewModelVersion NewVersionOf(string name) => new(name, "source", null, null, null, null, null, []);

    /// <summary>What each of the calls threw; the servers take turns.</summary>
    private async Task<Exception?[]> RaceAsync<T>(Func<TrackingStores, int, Task<T>> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var racing = Enumerable.Range(0, 2 * Each).Select(async number =>
        {
            await start.Task;
            return await Record.ExceptionAsync(() => act(_servers[number % 2], number));
        }).ToList();
        start.SetResult();
        return await Task.WhenAll(racing);
    }
}
