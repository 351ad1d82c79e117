using System.Diagnostics.Metrics;
using Tracking.Client.Diagnostics;
using Tracking.Client.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Diagnostics;

public sealed class MeterMetricsSpecs : ServerFixture, IDisposable
{
    private readonly Meter _meter = new($"Specs.{Guid.NewGuid():N}");

    [Fact]
    public async Task Counters_are_sums_gauges_the_last_value_and_histograms_a_distribution()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await using (run.RecordMeters(_meter.Name))
        {
            var counter = _meter.CreateCounter<int>("images");
            counter.Add(2);
            counter.Add(40);
            var gauge = _meter.CreateGauge<double>("rate");
            gauge.Record(1);
            gauge.Record(0.25);
            var histogram = _meter.CreateHistogram<long>("latency");
            foreach (var value in Enumerable.Range(1, 1000))
                histogram.Record(value);
            _meter.CreateObservableCounter("seen", () => 7L);
            _meter.CreateObservableGauge("level", () => -1.5f);
        }

        await run.EndAsync();
        var metrics = await MetricsOfAsync(run);
        Assert.Equal((42, 0.25, 7, -1.5), (metrics["images"], metrics["rate"], metrics["seen"], metrics["level"]));
        Assert.Equal((1000, 500.5, 1, 1000), (metrics["latency/count"], metrics["latency/mean"],
            metrics["latency/min"], metrics["latency/max"]));
        Assert.InRange(metrics["latency/p50"], 495, 505);
        Assert.InRange(metrics["latency/p90"], 891, 909);
        Assert.InRange(metrics["latency/p99"], 980, 1000);
    }

    [Fact]
    public async Task Tags_stand_in_the_name_in_the_order_of_their_keys()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await using (run.RecordMeters(new MeterMetricsOptions { Meters = [_meter.Name], Prefix = "app/" }))
        {
            var requests = _meter.CreateCounter<long>("http.requests");
            requests.Add(1, new("status", 200), new("method", "GET"));
            requests.Add(2, new("status", 200), new("method", "GET"));
            requests.Add(5, new("status", 404), new("path", "/a=b"));
        }

        await run.EndAsync();
        var metrics = await MetricsOfAsync(run);
        Assert.Equal(3, metrics["app/http.requests/method_GET/status_200"]);
        Assert.Equal(5, metrics["app/http.requests/path__a_b/status_404"]);
    }

    [Fact]
    public async Task Every_interval_is_a_step_and_the_end_of_the_run_takes_the_rest()
    {
        var time = new ManualTime();
        await using var client = new TrackingClient(Fixtures.OptionsFor(Server.Address) with
        {
            Time = time,
            HeartbeatInterval = TimeSpan.Zero,
        });
        await using var run = await client.StartRunAsync(cancellationToken: Patience.Token());
        using var asked = new SemaphoreSlim(0);
        var total = 0L;
        _meter.CreateObservableCounter("total", () =>
        {
            asked.Release();
            return Interlocked.Increment(ref total);
        });
        await using var recording = run.RecordMeters(_meter.Name);
        time.Advance(TimeSpan.FromSeconds(10));
        await asked.WaitAsync(Patience.Token());
        await run.EndAsync();
        var history = await Client.Metrics.GetHistoryAsync(run.Id, "total").ToListAsync();
        Assert.Equal([(0L, 1.0), (1L, 2.0)], history.Select(point => (point.Step!.Value, point.Value!.Value)));
    }

    [Fact]
    public async Task More_series_than_are_wanted_are_dropped_and_counted()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await using (run.RecordMeters(new MeterMetricsOptions { Meters = ["Specs.*"], MaxSeries = 3 }))
        {
            var counter = _meter.CreateCounter<int>("users");
            foreach (var user in Enumerable.Range(0, 10))
                counter.Add(1, new KeyValuePair<string, object?>("id", user));
        }

        await run.EndAsync();
        var metrics = await MetricsOfAsync(run);
        Assert.Equal(3, metrics.Keys.Count(name => name.StartsWith("users/", StringComparison.Ordinal)));
        Assert.Equal(7, metrics["meters/dropped"]);
    }

    [Fact]
    public async Task Other_meters_and_filtered_instruments_are_left_alone()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        using var other = new Meter($"Other.{Guid.NewGuid():N}");
        var options = new MeterMetricsOptions { Meters = [_meter.Name], Filter = each => each.Name != "hidden" };
        await using (run.RecordMeters(options))
        {
            other.CreateCounter<int>("foreign").Add(1);
            _meter.CreateCounter<int>("hidden").Add(1);
            _meter.CreateCounter<int>("shown").Add(1);
        }

        await run.EndAsync();
        Assert.Equal(["shown"], (await MetricsOfAsync(run)).Keys);
    }

    [Fact]
    public async Task Measuring_a_series_that_is_known_allocates_nothing()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        await using var recording = run.RecordMeters(_meter.Name);
        var counter = _meter.CreateCounter<long>("hot");
        object status = 200;
        for (var i = 0; i < 1_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("status", status));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("status", status));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Bad_options_are_named_together()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        var error = Assert.Throws<ArgumentException>(() =>
        {
            run.RecordMeters(new MeterMetricsOptions { Interval = TimeSpan.Zero, MaxSeries = 0 });
        });
        Assert.Equal(
            "Interval is 00:00:00; expected 100 ms to 1 h; MaxSeries is 0; expected 1 to 10000; "
            + "Meters is empty; expected names of meters, such as System.Runtime", error.Message);
    }

    [Fact]
    public async Task Progress_is_a_metric_whose_steps_are_the_reports()
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        var plain = run.ProgressOf("progress");
        plain.Report(0.5);
        plain.Report(1);
        run.ProgressOf<(long Done, long Total)>("share", each => (double)each.Done / each.Total).Report((1, 4));
        await run.EndAsync();
        plain.Report(2);
        var history = await Client.Metrics.GetHistoryAsync(run.Id, "progress").ToListAsync();
        Assert.Equal([(0L, 0.5), (1L, 1.0)], history.Select(point => (point.Step!.Value, point.Value!.Value)));
        Assert.Equal(0.25, (await MetricsOfAsync(run))["share"]);
    }

    public void Dispose() => _meter.Dispose();

    private async Task<Dictionary<string, double>> MetricsOfAsync(ActiveRun run) =>
        (await Client.Runs.GetAsync(run.Id)).Data!.Metrics!.ToDictionary(each => each.Key!, each => each.Value!.Value);
}
