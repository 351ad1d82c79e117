using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Core.Search;
using Tracking.Stores.Runs;
using Tracking.Stores.Search;
using Tracking.Stores.Search.Runs;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>What searches cost depends on their plans: a page must walk an index and sort no more than ties.</summary>
[RequiresPostgres]
public sealed class PostgresPlanSpecs : IAsyncLifetime
{
    private const string Load = """
        INSERT INTO key_name(name) VALUES('acc'), ('opt'), ('id');
        INSERT INTO experiment(experiment_id, name, artifact_location, created_ms, updated_ms) VALUES(0, 'e', '', 1, 1);
        INSERT INTO run(run_id, experiment_id, status, start_ms)
          SELECT md5(i::text), 0, 1, i FROM generate_series(1, 20000) i;
        INSERT INTO metric_latest
          SELECT run_key, 1, 0, start_ms, (run_key * 7919 % 10007) / 10007.0, 1, 1, run_key FROM run;
        INSERT INTO param SELECT run_key, 2, 0, CASE WHEN run_key % 2 = 0 THEN 'adam' ELSE 'sgd' END FROM run;
        INSERT INTO param SELECT run_key, 3, 0, 'id' || run_key / 10 FROM run;
        ANALYZE;
        """;

    private PostgresTestDatabase _database = null!;
    private TrackingStores _stores = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresTestDatabase.CreateAsync();
        await _database.QueryAsync<int>(Load);
        _stores = await TrackingStores.OpenAsync(_database.Config, TimeProvider.System, Patience.Token());
    }

    public async Task DisposeAsync()
    {
        await _stores.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(null, "start_time DESC", "Index Scan using run_list")]
    [InlineData("metrics.acc > 0.5 and params.opt = 'adam'", "metrics.acc DESC", "Backward using metric_order")]
    public async Task Ordered_page_walks_its_index_and_does_not_sort_the_matches(
        string? filter, string order, string walk)
    {
        var plans = await PlansAsync(filter, order);

        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
        var walked = plans.Where(plan => plan.Contains(walk, StringComparison.Ordinal)).ToList();
        Assert.Contains(walked, plan => !plan.Contains("->  Sort", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_by_a_param_finds_its_groups_in_the_index()
    {
        var plans = await PlansAsync(filter: null, "params.id");

        Assert.All(plans, plan => Assert.Contains("using param_value", plan, StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rare_value_is_looked_up_before_anything_is_joined_to_it()
    {
        var plan = (await PlansAsync("params.id = 'id77'", "metrics.acc DESC"))[^1];

        Assert.Contains("CTE first", plan, StringComparison.Ordinal);
        Assert.Contains("param_value", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private async Task<List<string>> PlansAsync(string? filter, string order)
    {
        var database = new ExplainingDatabase(_stores.Database);
        var search = new RunSearch(database, new RunHydrator(database.KeyNames), SmallGroups.Default);
        var page = await search.SearchAsync(
            new RunQuery(
                [0],
                ViewType.ActiveOnly,
                RunSearchLanguage.ParseFilter(filter),
                RunSearchLanguage.ParseOrder([order]),
                10,
                null),
            Patience.Token());
        Assert.Equal(10, page.Items.Count);
        return database.Plans;
    }
}
