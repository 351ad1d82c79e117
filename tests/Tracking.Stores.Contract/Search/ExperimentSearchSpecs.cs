using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Search;

namespace Tracking.Stores.Contract.Search;

/// <summary>What every store's search for experiments finds. Times grow with each experiment.</summary>
public abstract class ExperimentSearchSpecs : StoreSpecs
{
    [Theory]
    [InlineData("name = 'exp-one'", "exp-one")]
    [InlineData("name LIKE 'exp%'", "exp-three exp-two exp-one")]
    [InlineData("name ILIKE 'EXP%'", "exp-three exp-two exp-one")]
    [InlineData("name LIKE 'EXP%'", "")]
    [InlineData("attribute.name != 'exp-one'", "exp-three exp-two Default")]
    [InlineData("tags.team = 'a'", "exp-one")]
    [InlineData("tags.team != 'a'", "exp-two")]
    [InlineData("tag.`team` IS NULL", "exp-three Default")]
    [InlineData("tags.nobody = 'a' OR name = 'exp-two'", "exp-two")]
    [InlineData("creation_time > 0 AND last_update_time >= 1", "exp-three exp-two exp-one Default")]
    [InlineData("name IN ('exp-one', 'exp-two') AND NOT tags.team = 'b'", "exp-one")]
    public async Task Filter_finds_what_it_says(string filter, string names)
    {
        await CreateThreeAsync();

        Assert.Equal(names, await NamesAsync(ViewType.ActiveOnly, filter, []));
    }

    [Theory]
    [InlineData("name", "Default exp-one exp-three exp-two")]
    [InlineData("name DESC", "exp-two exp-three exp-one Default")]
    [InlineData("experiment_id ASC", "Default exp-one exp-two exp-three")]
    [InlineData("creation_time", "Default exp-one exp-two exp-three")]
    [InlineData("last_update_time DESC", "exp-one exp-three exp-two Default")]
    public async Task Order_is_the_same_whatever_the_size_of_a_page(string order, string names)
    {
        await CreateThreeAsync();
        await Rig.Experiments.RenameAsync(1, "exp-one", Deadline);

        foreach (var pageSize in (int[])[100, 3, 1])
        {
            Assert.Equal(names, await NamesAsync(ViewType.ActiveOnly, null, [order], pageSize));
        }
    }

    [Fact]
    public async Task View_tells_active_from_deleted()
    {
        await CreateThreeAsync();
        await Rig.Experiments.DeleteAsync(2, Deadline);

        Assert.Equal("exp-three exp-one Default", await NamesAsync(ViewType.ActiveOnly, null, []));
        Assert.Equal("exp-two", await NamesAsync(ViewType.DeletedOnly, null, []));
        Assert.Equal("exp-three exp-two exp-one Default", await NamesAsync(ViewType.All, null, [], pageSize: 2));
    }

    [Fact]
    public async Task Token_of_another_search_is_refused()
    {
        await CreateThreeAsync();
        var query = new ExperimentQuery(ViewType.All, null, [], 1, null);
        var page = await Rig.Experiments.SearchAsync(query, Deadline);

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => Rig.Experiments.SearchAsync(
            query with { PageToken = page.NextPageToken, View = ViewType.ActiveOnly }, Deadline));
        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
    }

    private async Task CreateThreeAsync()
    {
        await CreateExperimentAsync("exp-one");
        await CreateExperimentAsync("exp-two");
        await CreateExperimentAsync("exp-three");
        await Rig.Experiments.SetTagAsync(1, new Tag("team", "a"), Deadline);
        await Rig.Experiments.SetTagAsync(2, new Tag("team", "b"), Deadline);
    }

    private async Task<string> NamesAsync(ViewType view, string? filter, string[] orderBy, int pageSize = 100)
    {
        var query = new ExperimentQuery(
            view,
            ExperimentSearchLanguage.ParseFilter(filter),
            ExperimentSearchLanguage.ParseOrder(orderBy),
            pageSize,
            null);
        var experiments = await Pages.ReadAllAsync(
            token => Rig.Experiments.SearchAsync(query with { PageToken = token }, Deadline), pageSize);
        return string.Join(' ', experiments.Select(e => e.Name));
    }
}
