using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract;

/// <summary>What every store does when it reads histories.</summary>
public abstract class MetricHistorySpecs : StoreSpecs
{
    [Fact]
    public async Task History_is_ordered_by_time_then_step_then_value()
    {
        await CreateRunAsync("r");
        await LogMetricsAsync(
            "r", Metric("m", 1, 9, 1), Metric("m", 5, 2, 1), Metric("m", 3, 2, 7), Metric("m", 3, 2, 4));

        Assert.Equal([new(3, 2, 4), new(3, 2, 7), new(5, 2, 1), new(1, 9, 1)], await ReadAllAsync("r", "m", null));
    }

    [Fact]
    public async Task At_one_time_and_step_nan_comes_after_zero_and_is_the_latest_of_both()
    {
        await CreateRunAsync("r");
        double[] values = [double.NaN, 0, -1, -0.0, 1e-300, double.NaN];
        await LogMetricsAsync("r", [.. values.Select(value => Metric("m", 1, 1, value))]);
        await LogMetricsAsync("r", Metric("n", 1, 1, double.NaN), Metric("n", 1, 1, 0));

        Assert.Equal(
            [-1, 0, double.NaN, 1e-300], (await ReadAllAsync("r", "m", 1)).Select(point => point.Value));
        var latest = (await Rig.Runs.GetAsync("r", Deadline)).Metrics;
        Assert.Equal(double.NaN, latest.Single(metric => metric.Key == "n").Point.Value);
    }

    [Fact]
    public async Task Unknown_key_and_missing_run_have_no_points()
    {
        await CreateRunAsync("r");
        await LogMetricsAsync("r", Metric("m", 1, 1, 1));

        Assert.Empty(await ReadAllAsync("r", "other", null));
        Assert.Empty(await ReadAllAsync("nope", "m", null));
        Assert.Empty(await Rig.Metrics.GetSampledAsync(["nope"], "m", null, null, 10, Deadline));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    [InlineData(5_000)]
    public async Task Pages_together_are_the_history_whatever_their_size(int pageSize)
    {
        var random = new Random(pageSize);
        await CreateRunAsync("r");
        var points = Enumerable.Range(0, pageSize == 1 ? 60 : 3_000)
            .Select(i => new MetricPoint(random.Next(500), random.Next(500), random.Next(3))).Distinct().ToList();
        foreach (var batch in points.Chunk(250))
        {
            await LogMetricsAsync("r", [.. batch.Select(point => new LoggedMetric("m", point))]);
        }

        Assert.Equal(
            points.OrderBy(point => point.TimestampMs).ThenBy(point => point.Step).ThenBy(point => point.Value),
            await ReadAllAsync("r", "m", pageSize));
    }

    [Fact]
    public async Task Full_last_page_has_no_token()
    {
        await CreateRunAsync("r");
        await LogMetricsAsync("r", Metric("m", 1, 1, 1), Metric("m", 2, 2, 2));

        Assert.Null((await Rig.Metrics.GetHistoryAsync("r", "m", 2, null, Deadline)).NextPageToken);
        Assert.NotNull((await Rig.Metrics.GetHistoryAsync("r", "m", 1, null, Deadline)).NextPageToken);
    }

    [Fact]
    public async Task Token_of_another_history_or_of_nothing_is_refused()
    {
        await CreateRunAsync("r");
        await LogMetricsAsync("r", Metric("m", 1, 1, 1), Metric("m", 2, 2, 2), Metric("n", 1, 1, 1));
        var token = (await Rig.Metrics.GetHistoryAsync("r", "m", 1, null, Deadline)).NextPageToken;

        foreach (var wrong in new[] { token, "zzz", "@@@" })
        {
            var refusal = await Assert.ThrowsAsync<TrackingException>(
                () => Rig.Metrics.GetHistoryAsync("r", "n", 1, wrong, Deadline));
            Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        }
    }

    [Fact]
    public async Task Sample_of_a_short_series_is_the_series()
    {
        await CreateRunAsync("r");
        await LogLineAsync("r", 300, i => i % 7);

        var series = Assert.Single(await Rig.Metrics.GetSampledAsync(["r"], "m", null, null, 300, Deadline));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => new MetricPoint(i, i, i % 7)), series.Points);
    }

    [Fact]
    public async Task Sample_keeps_the_only_peak_the_only_dip_and_both_ends()
    {
        await CreateRunAsync("r");
        await LogLineAsync("r", 20_000, i => i == 7_777 ? 99 : i == 12_345 ? -99 : i % 10);

        var points = Assert.Single(await Rig.Metrics.GetSampledAsync(["r"], "m", null, null, 50, Deadline)).Points;
        Assert.InRange(points.Count, 40, 50);
        Assert.Contains(new MetricPoint(7_777, 7_777, 99), points);
        Assert.Contains(new MetricPoint(12_345, 12_345, -99), points);
        Assert.Equal((0, 19_999), (points[0].Step, points[^1].Step));
        Assert.Equal(points.Order(), points);
    }

    [Theory]
    [InlineData(1, 1_003)]
    [InlineData(10, 1_003)]
    [InlineData(15, 6_100)]
    public async Task Sample_of_a_few_points_is_every_nth_and_the_last(int maxPoints, int count)
    {
        await CreateRunAsync("r");
        await LogLineAsync("r", count, i => i % 10);

        var points = Assert.Single(
            await Rig.Metrics.GetSampledAsync(["r"], "m", 3, 50_000, maxPoints, Deadline)).Points;
        var steps = Enumerable.Range(0, maxPoints).Select(i => 3 + (long)(i * ((count - 3.0) / maxPoints)));
        Assert.Equal([.. steps, count - 1], points.Select(point => point.Step));
    }

    [Fact]
    public async Task Sample_of_fewer_points_than_asked_for_is_all_of_them()
    {
        await CreateRunAsync("r");
        await LogLineAsync("r", 300, i => i);
        foreach (var (from, to) in new[] { (0, 9), (295, 400), (7, 7) })
        {
            var points = Assert.Single(
                await Rig.Metrics.GetSampledAsync(["r"], "m", from, to, 10, Deadline)).Points;
            Assert.Equal(
                Enumerable.Range(from, Math.Min(to, 299) - from + 1).Select(i => (long)i),
                points.Select(point => point.Step));
        }
    }

    [Fact]
    public async Task Sample_holds_the_lowest_and_the_highest_point_of_every_bucket()
    {
        const int Points = 30_000;
        const int Buckets = 20;
        var random = new Random(1);
        var values = Enumerable.Range(0, Points).Select(_ => random.NextDouble()).ToArray();
        await CreateRunAsync("r");
        await LogLineAsync("r", Points, i => values[i]);

        var series = await Rig.Metrics.GetSampledAsync(["r"], "m", null, null, (2 * Buckets) + 2, Deadline);
        var sampled = Assert.Single(series).Points.Select(point => point.Value).ToList();
        Assert.InRange(sampled.Count, 2 * Buckets, (2 * Buckets) + 2);
        foreach (var bucket in values.Chunk(Points / Buckets))
        {
            Assert.Contains(bucket.Min(), sampled);
            Assert.Contains(bucket.Max(), sampled);
        }
    }

    [Fact]
    public async Task Sample_of_a_range_holds_only_its_steps_and_all_of_them_when_they_are_few()
    {
        await CreateRunAsync("r");
        await LogLineAsync("r", 5_000, i => i);

        var few = Assert.Single(await Rig.Metrics.GetSampledAsync(["r"], "m", 1_500, 1_599, 100, Deadline)).Points;
        Assert.Equal(Enumerable.Range(1_500, 100).Select(i => (long)i), few.Select(point => point.Step));
        var many = Assert.Single(await Rig.Metrics.GetSampledAsync(["r"], "m", 1_500, 3_500, 100, Deadline)).Points;
        Assert.InRange(many.Count, 80, 100);
        Assert.Equal((1_500, 3_500), (many[0].Step, many[^1].Step));
        Assert.Empty(await Rig.Metrics.GetSampledAsync(["r"], "m", 5_000, 6_000, 100, Deadline));
    }

    [Fact]
    public async Task Sample_of_equal_steps_is_thinned_by_time_and_shows_a_stretch_of_nan()
    {
        await CreateRunAsync("r");
        var metrics = Enumerable.Range(0, 6_000)
            .Select(i => Metric("m", 0, i, i is >= 2_000 and < 4_000 ? double.NaN : i == 1_000 ? 50 : 1)).ToArray();
        foreach (var batch in metrics.Chunk(1_000))
        {
            await LogMetricsAsync("r", batch);
        }

        var points = Assert.Single(await Rig.Metrics.GetSampledAsync(["r"], "m", null, null, 40, Deadline)).Points;
        Assert.InRange(points.Count, 15, 40);
        Assert.Contains(new MetricPoint(0, 1_000, 50), points);
        Assert.Contains(points, point => double.IsNaN(point.Value));
        Assert.Equal((0, 5_999), (points[0].TimestampMs, points[^1].TimestampMs));
    }

    [Theory]
    [InlineData(10, null, 9_000, 3)]
    [InlineData(60, null, 9_000, 3)]
    [InlineData(60, 4_000L, 5_000, 2)]
    [InlineData(2_000, 8_500L, 500, 0)]
    public async Task Sample_counts_what_it_leaves_out_and_hides_no_nan(int maxPoints, long? from, int total, int nans)
    {
        await CreateRunAsync("r");
        await LogLineAsync("r", 9_000, i => i is 1_234 or 4_567 or 7_890 ? double.NaN : i % 10);

        var series = Assert.Single(await Rig.Metrics.GetSampledAsync(["r"], "m", from, null, maxPoints, Deadline));
        Assert.Equal((total, nans), (series.Total, series.Nans));
        if (maxPoints > 16)
        {
            Assert.Equal(nans, series.Points.Count(point => double.IsNaN(point.Value)));
            Assert.InRange(series.Points.Count, 1, maxPoints);
        }
    }

    [Fact]
    public async Task Sample_of_several_runs_keeps_their_order()
    {
        foreach (var run in new[] { "a", "b", "c" })
        {
            await CreateRunAsync(run);
            await LogMetricsAsync(run, Metric("m", 1, 1, run[0]));
        }

        var series = await Rig.Metrics.GetSampledAsync(["c", "a"], "m", null, null, 10, Deadline);
        Assert.Equal([("c", 'c'), ("a", 'a')], series.Select(one => (one.RunId, one.Points[0].Value)));
    }

    private async Task LogLineAsync(string runId, int count, Func<int, double> value)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(1_000))
        {
            await Rig.Runs.LogAsync(
                new RunBatch(runId, [.. batch.Select(i => Metric("m", i, i, value(i)))], [], []), Deadline);
        }
    }

    private async Task<List<MetricPoint>> ReadAllAsync(string runId, string key, int? pageSize)
    {
        var points = new List<MetricPoint>();
        string? token = null;
        do
        {
            var page = await Rig.Metrics.GetHistoryAsync(runId, key, pageSize, token, Deadline);
            Assert.True(pageSize is null || page.Items.Count <= pageSize);
            points.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return points;
    }
}
