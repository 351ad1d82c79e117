using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Core.Search;

namespace Tracking.Stores.Contract.Search;

/// <summary>A store's search finds what the same search finds in memory, on random data and random queries.</summary>
public abstract class RunSearchModelSpecs : StoreSpecs
{
    private const int Runs = 14;
    private const int Queries = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Search_equals_the_same_search_in_memory(int seed)
    {
        var random = new Random(seed);
        var data = new RandomRuns(random);
        var experiments = await CreateExperimentsAsync(data, random.Next(1, 4));
        foreach (var _ in Enumerable.Range(0, Queries))
        {
            var view = (ViewType)random.Next(1, 4);
            await AssertAgreesAsync(experiments, view, data.Filter(), data.OrderBy(), random.Next(1, 6));
        }
    }

    [Fact]
    public async Task Search_over_many_experiments_equals_the_same_search_in_memory()
    {
        var data = new RandomRuns(new Random(7));
        var experiments = await CreateExperimentsAsync(data, 60);

        foreach (var order in (string[])["metrics.m0", "metrics.m0 DESC", "params.p0", "start_time DESC", "run_name"])
        {
            await AssertAgreesAsync(experiments, ViewType.ActiveOnly, "params.p0 IS NOT NULL", [order], 3);
        }
    }

    private async Task<IReadOnlyList<long>> CreateExperimentsAsync(RandomRuns data, int count)
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await CreateExperimentAsync($"e{i}")).Id);
        }

        for (var i = 0; i < Math.Max(Runs, count); i++)
        {
            await data.CreateRunAsync(Rig.Runs, ids[i % count], i, Deadline);
        }

        return ids;
    }

    private async Task AssertAgreesAsync(
        IReadOnlyList<long> experiments, ViewType view, string? filter, string[] orderBy, int pageSize)
    {
        var everything = new RunQuery(experiments, view, null, [], 1000, null);
        var all = await Pages.ReadAllAsync(Rig.Runs, everything, Deadline);
        var query = everything with
        {
            Filter = RunSearchLanguage.ParseFilter(filter),
            Order = RunSearchLanguage.ParseOrder(orderBy),
        };
        var expected = RunEvaluator.Search(all, query.Filter, query.Order).Select(Id);

        var found = await Pages.ReadAllAsync(Rig.Runs, query, Deadline);
        var paged = await Pages.ReadAllAsync(Rig.Runs, query with { MaxResults = pageSize }, Deadline);

        var what = $"filter {filter ?? "none"}, order {string.Join(',', orderBy)}, view {view}, pages of {pageSize}";
        Assert.True(expected.SequenceEqual(found.Select(Id)), what);
        Assert.True(expected.SequenceEqual(paged.Select(Id)), "Paged: " + what);
        Assert.True(found.Count == await Rig.Runs.CountAsync(query, Deadline), "Counted: " + what);
    }

    private static string Id(Run run) => run.Info.RunId;
}
