using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Metrics;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Metrics;

/// <summary>How many blocks a chart, a zoom and a page of a history decode: their cost, whatever the machine.</summary>
public sealed class BlockReadSpecs : IAsyncLifetime
{
    private const int Blocks = 300;
    private const int Points = Blocks * 1_024;
    private const int ChartPoints = 320;
    private const int Buckets = (ChartPoints - 2) / 2;

    private readonly CancellationToken _deadline = Patience.Token();
    private SqliteRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await SqliteRig.OpenAsync(_deadline);
        await _rig.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", _deadline);
        await _rig.Runs.CreateAsync(new NewRun("r", 0, "user", "name", 0, []), _deadline);
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Chart_decodes_only_the_blocks_that_straddle_two_buckets()
    {
        await LogAsync(Points, i => new MetricPoint(i, i, Math.Sin(i)));

        var reads = await ReadsOfAsync(() => ChartAsync(null, null));

        // At most one for each border between buckets, and both ends.
        Assert.InRange(reads, 1, Buckets + 1);
    }

    [Fact]
    public async Task Zoom_gives_every_point_and_decodes_only_its_blocks()
    {
        await LogAsync(Points, i => new MetricPoint(i, i, Math.Sin(i)));
        IReadOnlyList<MetricPoint> points = [];

        var reads = await ReadsOfAsync(async () => points = await ChartAsync(150_000, 150_299));

        Assert.Equal(Enumerable.Range(150_000, 300).Select(i => new MetricPoint(i, i, Math.Sin(i))), points);
        Assert.InRange(reads, 1, 2);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task Page_decodes_the_blocks_it_shows_whatever_grows_and_however_long_the_series(int time, int step)
    {
        await LogAsync(Points, i => new MetricPoint(i * step, i * time, i));
        string? token = null;
        var next = 0;
        while (next < Points)
        {
            Core.Search.Paging.Page<MetricPoint> page = null!;
            var reads = await ReadsOfAsync(async () =>
                page = await _rig.Metrics.GetHistoryAsync("r", "m", 50_000, token, _deadline));
            Assert.All(page.Items, point => Assert.Equal(next++, point.Value));
            Assert.InRange(reads, 0, (page.Items.Count / 1_024) + 3);
            token = page.NextPageToken;
        }

        Assert.Null(token);
    }

    private async Task<long> ReadsOfAsync(Func<Task> read)
    {
        var counter = ((MetricStore)_rig.Metrics).BlockReads;
        var before = counter.Count;
        await read();
        return counter.Count - before;
    }

    private async Task<IReadOnlyList<MetricPoint>> ChartAsync(long? from, long? to) =>
        (await _rig.Metrics.GetSampledAsync(["r"], "m", from, to, ChartPoints, _deadline))[0].Points;

    private async Task LogAsync(int count, Func<int, MetricPoint> point)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(30_000))
        {
            await _rig.Runs.LogAsync(
                new RunBatch("r", [.. batch.Select(i => new LoggedMetric("m", point(i)))], [], []), _deadline);
        }
    }
}
