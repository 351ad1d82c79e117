using Tracking.Contracts;
using Tracking.Contracts.Metrics;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Tests;

/// <summary>What the web UI draws with, for programs: counts and thinned histories of many runs.</summary>
public class ChartCallSpecs : ServerFixture
{
    [Fact]
    public async Task Runs_are_counted_by_a_filter_without_being_read()
    {
        var experiment = await Client.Experiments.CreateAsync("counted");
        for (var i = 0; i < 5; i++)
        {
            var run = await Client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = experiment });
            await Client.Runs.LogParamAsync(run.Info!.RunId!, "even", $"{i % 2 == 0}");
        }

        Assert.Equal(5, await Client.Runs.CountAsync([experiment]));
        Assert.Equal(3, await Client.Runs.CountAsync([experiment], "params.even = 'True'"));
        Assert.Equal(0, await Client.Runs.CountAsync([experiment], view: ViewType.DeletedOnly));
    }

    [Fact]
    public async Task Histories_of_runs_come_thinned_by_columns_in_the_order_asked_for()
    {
        const int Points = 1_000;
        var runs = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var run = await Client.StartRunAsync();
            for (var step = 0; step < Points; step++)
                run.LogMetric("loss", step * (i + 1), step);
            runs.Add(run.Id);
        }

        var series = await Client.Metrics.SampleAsync(new SampleMetricRequest
        {
            RunIds = [runs[1], runs[0]], MetricKey = "loss", MaxPoints = 100, StartStep = 100, EndStep = 899,
        });

        Assert.Equal([runs[1], runs[0]], series.Select(one => one.RunId));
        Assert.All(series, one => Assert.InRange(one.Steps!.Count, 50, 100));
        Assert.All(series[0].Steps!.Zip(series[0].Values!), point => Assert.Equal(2 * point.First, point.Second));
        Assert.Equal((100, 899), (series[1].Steps![0], series[1].Steps![^1]));
    }
}
