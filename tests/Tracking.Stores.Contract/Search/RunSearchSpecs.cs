using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Runs;
using Tracking.Core.Search;
using Tracking.Core.Search.Paging;

namespace Tracking.Stores.Contract.Search;

/// <summary>What every store's search for runs finds, in which order, page by page.</summary>
public abstract class RunSearchSpecs : StoreSpecs
{
    [Theory]
    [MemberData(nameof(SearchCases.RunFilters), MemberType = typeof(SearchCases))]
    public async Task Filter_finds_what_MLflow_found(string filter, string names)
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);
        for (var i = 0; i < 6; i++)
        {
            filter = filter.Replace($"<run{i}>", RecordedRuns.IdOf(i), StringComparison.Ordinal);
        }

        Assert.Equal(names, await NamesAsync(filter, [], 100));
    }

    [Theory]
    [MemberData(nameof(SearchCases.RunOrders), MemberType = typeof(SearchCases))]
    public async Task Order_is_that_of_MLflow_whatever_the_size_of_a_page(string order, string names)
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);
        var items = order.Split(" | ");

        foreach (var pageSize in (int[])[100, 5, 2, 1])
        {
            Assert.Equal(names, await NamesAsync(null, items, pageSize));
        }
    }

    [Theory]
    [InlineData("metrics.acc IS NOT NULL", "metrics.acc", "run5 run0 run1 run4 run2")]
    [InlineData("metrics.acc > 0", "metrics.acc DESC", "run4 run1 run0")]
    [InlineData("metrics.acc <= 0.5 AND metrics.acc > -1", "metrics.acc", "run0 run1")]
    [InlineData("metrics.acc != 0.5", "metrics.acc DESC", "run4 run0 run5 run2")]
    [InlineData("params.lr = '10'", "metrics.acc", "run0")]
    [InlineData("params.lr LIKE '_'", "metrics.acc", "run1 run4 run2 run3")]
    [InlineData("tags.group = 'g0'", "params.lr", "run0 run4 run2")]
    [InlineData("params.lr != '9'", "params.lr DESC", "run5 run2 run3 run4 run0")]
    [InlineData("params.only0 IS NULL", "params.only0", "run5 run4 run3 run2 run1")]
    public async Task Filter_and_order_of_the_same_field_agree(string filter, string order, string names)
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);

        foreach (var pageSize in (int[])[100, 2, 1])
        {
            Assert.Equal(names, await NamesAsync(filter, [order], pageSize));
        }
    }

    [Fact]
    public async Task Without_experiments_nothing_is_found()
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);

        var page = await SearchAsync(new RunQuery([], ViewType.All, null, [], 10, null));

        Assert.Empty(page.Items);
        Assert.Null(page.NextPageToken);
    }

    [Fact]
    public async Task Page_that_ends_with_the_last_run_has_no_successor()
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);

        var page = await SearchAsync(new RunQuery([0], ViewType.ActiveOnly, null, [], 6, null));

        Assert.Equal(6, page.Items.Count);
        Assert.Null(page.NextPageToken);
    }

    [Fact]
    public async Task Token_of_another_search_is_refused()
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);
        var query = new RunQuery([0], ViewType.ActiveOnly, null, [], 2, null);
        var token = (await SearchAsync(query)).NextPageToken;

        foreach (var other in (RunQuery[])
        [
            query with { Filter = RunSearchLanguage.ParseFilter("status = 'RUNNING'") },
            query with { Order = RunSearchLanguage.ParseOrder(["run_name"]) },
            query with { ExperimentIds = [0, 1] },
            query with { View = ViewType.All },
        ])
        {
            var refusal = await Assert.ThrowsAsync<TrackingException>(() =>
                SearchAsync(other with { PageToken = token }));
            Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        }
    }

    [Fact]
    public async Task Token_that_is_none_is_refused() => await AssertRefusedAsync(
        ErrorCode.InvalidParameterValue,
        "Invalid page token, could not base64-decode",
        () => SearchAsync(new RunQuery([0], ViewType.ActiveOnly, null, [], 2, "zzz")));

    [Fact]
    public async Task Found_run_comes_with_all_that_it_logged()
    {
        await RecordedRuns.CreateAsync(Rig.Runs, 0, Deadline);

        var page = await SearchAsync(new RunQuery(
            [0], ViewType.ActiveOnly, RunSearchLanguage.ParseFilter("params.only0 = 'Zed'"), [], 10, null));

        var expected = await Rig.Runs.GetAsync(RecordedRuns.IdOf(0), Deadline);
        Assert.Equivalent(expected, Assert.Single(page.Items), strict: true);
    }

    private Task<Page<Run>> SearchAsync(RunQuery query) => Rig.Runs.SearchAsync(query, Deadline);

    private async Task<string> NamesAsync(string? filter, string[] orderBy, int pageSize)
    {
        var query = new RunQuery(
            [0],
            ViewType.ActiveOnly,
            RunSearchLanguage.ParseFilter(filter),
            RunSearchLanguage.ParseOrder(orderBy),
            pageSize,
            null);
        var runs = await Pages.ReadAllAsync(Rig.Runs, query, Deadline);
        return string.Join(' ', runs.Select(RecordedRuns.NameOf));
    }
}
