using Tracking.Core;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Search;

namespace Tracking.Stores.Contract.EvaluationDatasets;

/// <summary>What every search for datasets to evaluate with finds.</summary>
public abstract class EvaluationDatasetSearchSpecs : DatasetSpecs
{
    [Fact]
    public async Task Newest_come_first_and_pages_stay_while_datasets_are_added()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateAsync(name);
        }

        var first = await SearchAsync(maxResults: 2);
        await CreateAsync("later");
        var second = await SearchAsync(maxResults: 2, token: first.NextPageToken);

        Assert.Equal(["c", "b"], first.Items.Select(dataset => dataset.Name));
        Assert.Equal(["a"], second.Items.Select(dataset => dataset.Name));
    }

    [Theory]
    [InlineData("name = 'alpha'", "alpha")]
    [InlineData("name LIKE 'a%'", "alpha")]
    [InlineData("tags.team = 'x'", "alpha,beta")]
    [InlineData("tags.team != 'x'", "gamma")]
    [InlineData("tags.team IS NULL", "delta")]
    [InlineData("created_by = 'root' AND name != 'alpha'", "beta,delta,gamma")]
    [InlineData("last_updated_by = 'eve'", "beta")]
    [InlineData("created_time > 0 AND last_update_time < 1", "")]
    public async Task Filters_find_what_they_say(string filter, string names)
    {
        await CreateAsync("alpha", null, new Tag("team", "x"));
        var beta = await CreateAsync("beta", null, new Tag("team", "x"));
        await CreateAsync("gamma", null, new Tag("team", "y"));
        await CreateAsync("delta");
        await UpsertAsync(beta, """[{"inputs":{"q":1}}]""", user: "eve");

        var page = await SearchAsync(filter, orderBy: "name ASC");

        Assert.Equal(names, string.Join(',', page.Items.Select(dataset => dataset.Name)));
    }

    [Fact]
    public async Task Only_datasets_of_the_experiments_are_found_each_once()
    {
        var one = await CreateExperimentAsync("one");
        await CreateAsync("both", [0, one.Id]);
        await CreateAsync("first", [0]);
        await CreateAsync("none");

        var page = await SearchAsync(orderBy: "name DESC", experimentIds: [one.Id, 0]);

        Assert.Equal(["first", "both"], page.Items.Select(dataset => dataset.Name));
    }

    private Task<Core.Search.Paging.Page<EvaluationDataset>> SearchAsync(
        string? filter = null,
        string? orderBy = null,
        long[]? experimentIds = null,
        int maxResults = 10,
        string? token = null) =>
        Rig.EvaluationDatasets.SearchAsync(
            new EvaluationDatasetQuery(
                experimentIds ?? [],
                EvaluationDatasetSearchLanguage.ParseFilter(filter),
                EvaluationDatasetSearchLanguage.ParseOrder(orderBy is null ? null : [orderBy]),
                maxResults,
                token),
            Deadline);
}
