using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tracking.Core.Errors;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Tests;

public sealed class StoreFiguresSpecs : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tag)> _measured = new();
    private readonly MeterListener _listener = new();
    private SqliteRig? _rig;

    private SqliteRig Rig => _rig!;

    public async Task InitializeAsync()
    {
        _rig = await SqliteRig.OpenAsync(CancellationToken.None);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Rig.Stores.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
        await Rig.Experiments.EnsureDefaultAsync("root:/", CancellationToken.None);
        await Rig.Runs.CreateAsync(new NewRun("r", 0, "u", "n", 0, []), CancellationToken.None);
    }

    public async Task DisposeAsync() => await Rig.DisposeAsync();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Writes_are_timed_and_counted_with_the_commits_that_carry_them()
    {
        _measured.Clear();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => LogAsync(i)));

        Assert.Equal(50, Of("tracking.store.write.duration", "ok").Count());
        Assert.Equal(50, Of("tracking.store.commit.writes").Sum());
        Assert.Equal(
            Of("tracking.store.commit.writes").Count(), Of("tracking.store.commit.duration", "ok").Count());
        Assert.Equal([0.0], Observed("tracking.store.waiting_writes"));
        Assert.Equal([0.0], Observed("tracking.store.waiting_writes.size"));
    }

    [Fact]
    public async Task Failed_reads_and_writes_are_told_apart_and_leave_nothing_waiting()
    {
        _measured.Clear();
        await Assert.ThrowsAsync<TrackingException>(() => Rig.Runs.GetAsync("none", CancellationToken.None));
        await Assert.ThrowsAsync<TrackingException>(() => Rig.Runs.DeleteAsync("none", CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rig.Runs.DeleteAsync("r", new CancellationToken(canceled: true)));
        await Rig.Runs.GetAsync("r", CancellationToken.None);

        Assert.Single(Of("tracking.store.read.duration", "failed"));
        Assert.Single(Of("tracking.store.read.duration", "ok"));
        Assert.Equal(2, Of("tracking.store.write.duration", "failed").Count());
        Assert.Equal([0.0], Observed("tracking.store.waiting_writes"));
        Assert.Equal([0.0], Observed("tracking.store.waiting_reads"));
        Assert.Equal([0.0], Observed("tracking.store.readers_in_use"));
    }

    [Fact]
    public async Task A_reader_is_in_use_while_its_work_runs()
    {
        var inUse = await Rig.Stores.Database.ReadAsync(
            _ => Observed("tracking.store.readers_in_use"), CancellationToken.None);

        Assert.Equal([1.0], inUse);
    }

    [Fact]
    public async Task Points_older_than_sealed_blocks_are_counted_as_slow_appends()
    {
        await LogAsync([.. Enumerable.Range(1_000, 1_000)]);
        await LogAsync([.. Enumerable.Range(2_000, 1_000)]);
        Assert.Empty(Of("tracking.store.slow_appends"));

        await LogAsync(5);

        Assert.Equal([1.0], Of("tracking.store.slow_appends"));
    }

    [Fact]
    public void Measuring_hides_nothing_of_the_database()
    {
        var hidden = typeof(StoreDatabase).GetProperties()
            .Where(property => property.GetMethod!.IsVirtual)
            .Where(property => typeof(MeasuredDatabase).GetProperty(property.Name)!.DeclaringType
                != typeof(MeasuredDatabase));

        Assert.Empty(hidden);
    }

    [Fact]
    public void The_sizes_of_the_database_and_its_log_are_shown()
    {
        var sizes = Observed("tracking.store.file.size");

        Assert.Equal(2, sizes.Count);
        Assert.All(sizes, size => Assert.True(size > 0));
    }

    [Fact]
    public async Task A_write_is_a_span_below_that_of_its_caller()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var source = new ActivitySource("caller");
        using var listener = new ActivityListener
        {
            ShouldListenTo = found => found == source || found.Name == "Tracking.Stores",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = source.StartActivity("request");

        await LogAsync(1);

        var span = Assert.Single(ended, found => found.TraceId == caller!.TraceId);
        Assert.Equal(("store write", caller!.SpanId), (span.OperationName, span.ParentSpanId));
        Assert.Equal("begun", Assert.Single(span.Events).Name);
    }

    private Task LogAsync(params int[] steps) => Rig.Runs.LogAsync(
        new RunBatch("r", [.. steps.Select(i => new LoggedMetric("m", new MetricPoint(i, i, i)))], [], []),
        CancellationToken.None);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, tags.IsEmpty ? "" : tags[0].Value?.ToString() ?? ""));

    private IEnumerable<double> Of(string name, string? tag = null) =>
        _measured.Where(found => found.Name == name && (tag is null || found.Tag == tag)).Select(found => found.Value);

    private List<double> Observed(string name)
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
        return [.. Of(name)];
    }
}
