using Tracking.Core;
using Tracking.Core.LoggedModels;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Core.Search;
using Tracking.Stores.Contract.Search;

namespace Tracking.Stores.Contract.LoggedModels;

/// <summary>What every store's search for logged models finds; lm0 to lm4 are created in this order.</summary>
public abstract class LoggedModelSearchSpecs : StoreSpecs
{
    private static readonly double[] Accuracies = [0, 0.2, double.NaN, 0.6];

    [Theory]
    [InlineData(null, "lm4 lm3 lm2 lm1 lm0")]
    [InlineData("name = 'lm1'", "lm1")]
    [InlineData("attributes.name != 'lm0'", "lm4 lm3 lm2 lm1")]
    [InlineData("name IN ('lm1','lm2')", "lm2 lm1")]
    [InlineData("model_type = 'Agent'", "lm3 lm1")]
    [InlineData("status = 'LOGGED_MODEL_READY'", "lm2")]
    [InlineData("model_id = 'm-4'", "lm4")]
    [InlineData("source_run_id IS NULL", "lm4")]
    [InlineData("creation_timestamp > 0 AND creation_time > 0", "lm4 lm3 lm2 lm1 lm0")]
    [InlineData("params.p = '2'", "lm2")]
    [InlineData("params.p = 2", "lm2")]
    [InlineData("tags.k = 'v3'", "lm3")]
    [InlineData("metrics.acc > 0.1", "lm3 lm1")]
    [InlineData("metrics.acc != 0.6", "lm3 lm2 lm1 lm0")]
    [InlineData("metrics.acc IS NULL", "lm4")]
    [InlineData("metrics.acc > 0.1 AND params.p = '3'", "lm3")]
    [InlineData("NOT (params.p = '0' OR name LIKE 'lm4%')", "lm3 lm2 lm1")]
    public async Task Filter_finds_what_it_says(string? filter, string names)
    {
        await CreateModelsAsync();

        Assert.Equal(names, await NamesAsync(filter, []));
    }

    [Theory]
    [InlineData("iris", "abc", "lm3 lm1")]
    [InlineData("iris", null, "lm3 lm1")]
    [InlineData("wine", null, "lm3")]
    [InlineData("iris", "zzz", "")]
    public async Task Metric_filters_look_only_at_the_datasets_of_the_request(string name, string? digest, string names)
    {
        await CreateModelsAsync();

        Assert.Equal(names, await NamesAsync("metrics.acc > 0.1", [], datasets: new DatasetFilter(name, digest)));
    }

    [Theory]
    [InlineData("metrics.acc", true, null, "lm0 lm1 lm3 lm2 lm4")]
    [InlineData("metrics.acc", false, null, "lm3 lm1 lm0 lm2 lm4")]
    [InlineData("metrics.acc", true, "wine", "lm3 lm4 lm2 lm1 lm0")]
    [InlineData("metrics.nobody", true, null, "lm4 lm3 lm2 lm1 lm0")]
    [InlineData("name", true, null, "lm0 lm1 lm2 lm3 lm4")]
    [InlineData("creation_timestamp", true, null, "lm0 lm1 lm2 lm3 lm4")]
    [InlineData("attributes.model_type", false, null, "lm4 lm2 lm0 lm3 lm1")]
    public async Task Order_is_the_same_whatever_the_size_of_a_page(
        string field, bool ascending, string? dataset, string names)
    {
        await CreateModelsAsync();

        foreach (var pageSize in (int[])[100, 2, 1])
        {
            LoggedModelOrderItem[] order = [new(field, ascending, dataset)];
            Assert.Equal(names, await NamesAsync(null, order, pageSize));
        }
    }

    [Fact]
    public async Task Deleted_models_and_other_experiments_are_not_found()
    {
        await CreateModelsAsync();
        var other = await CreateExperimentAsync("other");
        await Rig.LoggedModels.CreateAsync(
            new NewLoggedModel("m-9", other.Id, "elsewhere", null, null, [], []), Deadline);
        await Rig.LoggedModels.DeleteAsync("m-4", Deadline);

        Assert.Equal("lm3 lm2 lm1 lm0", await NamesAsync(null, []));
    }

    /// <summary>lm4 has no metric; lm3 was measured on two datasets, on wine first.</summary>
    private async Task CreateModelsAsync()
    {
        await CreateRunAsync("run");
        for (var i = 0; i < 5; i++)
        {
            await Rig.LoggedModels.CreateAsync(
                new NewLoggedModel(
                    $"m-{i}", 0, $"lm{i}", i % 2 == 1 ? "Agent" : "clf", i == 4 ? null : "run",
                    [new Param("p", $"{i}")], [new Tag("k", $"v{i}")]),
                Deadline);
        }

        await Rig.LoggedModels.FinalizeAsync("m-2", LoggedModelStatus.Ready, Deadline);
        for (var i = 0; i < Accuracies.Length; i++)
        {
            var link = new MetricLink($"m-{i}", "iris", "abc");
            await LogMetricsAsync("run", Metric("acc", i, 10, Accuracies[i]) with { Link = link });
        }

        await LogMetricsAsync("run", Metric("acc", 9, 5, 0.9) with { Link = new MetricLink("m-3", "wine", "1") });
    }

    private async Task<string> NamesAsync(
        string? filter, LoggedModelOrderItem[] order, int pageSize = 100, params DatasetFilter[] datasets)
    {
        var query = new LoggedModelQuery(
            [0],
            LoggedModelSearchLanguage.ParseFilter(filter),
            datasets,
            LoggedModelSearchLanguage.ParseOrder(order),
            pageSize,
            null);
        var models = await Pages.ReadAllAsync(
            token => Rig.LoggedModels.SearchAsync(query with { PageToken = token }, Deadline), pageSize);
        return string.Join(' ', models.Select(model => model.Name));
    }
}
