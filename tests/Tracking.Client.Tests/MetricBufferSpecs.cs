using Tracking.Client.Internal.Runs;
using Tracking.Contracts.Metrics;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public class MetricBufferSpecs
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    private readonly ManualTime _clock = new();
    private readonly List<long[]> _sent = [];
    private TaskCompletionSource _gate = Opened();

    [Fact]
    public async Task Points_are_sent_together_in_order_by_a_flush()
    {
        using var buffer = NewBuffer();
        await AddAsync(buffer, 0, 2500);
        await buffer.FlushAsync(Patience.Token());
        Assert.Equal([1000, 1000, 500], _sent.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 2500).Select(step => (long)step), _sent.SelectMany(batch => batch));
    }

    [Fact]
    public async Task A_point_is_sent_after_the_delay_without_a_flush()
    {
        var arrived = new TaskCompletionSource<int>();
        using var buffer = new MetricBuffer(batch => Task.FromResult(arrived.TrySetResult(batch.Count)), Delay, _clock);
        await AddAsync(buffer, 0, 3);
        _clock.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.False(arrived.Task.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(3, await Patience.For(arrived.Task, "the batch"));
    }

    [Fact]
    public async Task A_full_buffer_makes_the_caller_wait_until_there_is_room()
    {
        _gate = new TaskCompletionSource();
        using var buffer = NewBuffer();
        await AddAsync(buffer, 0, MetricBuffer.Capacity);
        var waiting = AddAsync(buffer, MetricBuffer.Capacity, 1);
        Assert.False(waiting.IsCompleted);
        _gate.SetResult();
        await Patience.For(waiting, "room in the buffer");
        await buffer.FlushAsync(Patience.Token());
        Assert.Equal(MetricBuffer.Capacity + 1, _sent.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task Waiting_for_room_can_be_cancelled()
    {
        _gate = new TaskCompletionSource();
        using var buffer = NewBuffer();
        using var cancel = new CancellationTokenSource();
        await AddAsync(buffer, 0, MetricBuffer.Capacity);
        var waiting = buffer.AddAsync(Point(0), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _gate.SetResult();
        await buffer.FlushAsync(Patience.Token());
        Assert.Equal(MetricBuffer.Capacity, _sent.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task What_is_lost_is_counted_and_told_once_and_later_points_go_on()
    {
        var refuse = true;
        using var buffer = new MetricBuffer(
            batch => refuse ? throw new TrackingClientException("BAD", "no such key")
                : Task.CompletedTask, Delay, _clock);
        await AddAsync(buffer, 0, 1500);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => buffer.FlushAsync(Patience.Token()));
        Assert.Equal(("BAD", "1500 metric points were not logged: no such key"), (error.ErrorCode, error.Message));
        refuse = false;
        await AddAsync(buffer, 0, 1);
        await buffer.FlushAsync(Patience.Token());
    }

    [Fact]
    public async Task Many_threads_lose_nothing()
    {
        using var buffer = NewBuffer();
        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(thread => Task.Run(() => AddAsync(buffer, thread * 5000, 5000))));
        await buffer.FlushAsync(Patience.Token());
        Assert.Equal(Enumerable.Range(0, 40_000).Select(step => (long)step), _sent.SelectMany(batch => batch).Order());
    }

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    private static Metric Point(long step) => new() { Key = "k", Value = 1, Timestamp = 1, Step = step };

    private static async Task AddAsync(MetricBuffer buffer, int first, int count)
    {
        for (var step = first; step < first + count; step++)
            await buffer.AddAsync(Point(step), Patience.Token());
    }

    private MetricBuffer NewBuffer() => new(
        async batch =>
        {
            await _gate.Task;
            _sent.Add([.. batch.Select(point => point.Step!.Value)]);
        },
        Delay,
        _clock);
}
