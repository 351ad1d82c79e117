using Tracking.Client.Internal.Delivery;
using Tracking.Client.Internal.Spool;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

public sealed class AppendSignalSpecs : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    private readonly SpoolRig _rig = new();
    private readonly SpoolWriter _writer;
    private readonly AppendSignal _signal;

    public AppendSignalSpecs()
    {
        _writer = _rig.NewWriter();
        _signal = new AppendSignal(_writer, Delay, _rig.Clock);
    }

    public void Dispose()
    {
        _signal.Dispose();
        _writer.Dispose();
        _rig.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_point_wakes_the_sender_after_the_delay_whoever_comes_first(bool pointComesFirst)
    {
        Log(1);
        var read = _writer.End;
        if (pointComesFirst)
            Log(1);
        var waiting = _signal.WaitAsync(read, Patience.Token());
        if (!pointComesFirst)
            Log(1);
        _rig.Clock.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        _rig.Clock.Advance(TimeSpan.FromTicks(1));
        await Patience.For(waiting, "the sender");
    }

    [Fact]
    public async Task The_first_point_of_a_segment_wakes_it_at_once()
    {
        var waiting = _signal.WaitAsync(default, Patience.Token());
        Log(1);
        await Patience.For(waiting, "the sender");
    }

    [Fact]
    public async Task A_thousand_points_wake_it_at_once()
    {
        Log(1);
        var waiting = _signal.WaitAsync(_writer.End, Patience.Token());
        Log(999);
        Assert.False(waiting.IsCompleted);
        Log(1);
        await Patience.For(waiting, "the sender");
    }

    [Fact]
    public async Task A_flush_wakes_it_at_once_and_keeps_it_awake_until_all_is_read()
    {
        var waiting = _signal.WaitAsync(default, Patience.Token());
        Log(1);
        _signal.Urge(_writer.End);
        await Patience.For(waiting, "the sender");
        await Patience.For(_signal.WaitAsync(default, Patience.Token()), "the sender, which has not read it yet");
        Assert.False(_signal.WaitAsync(_writer.End, Patience.Token()).IsCompleted);
    }

    [Fact]
    public async Task No_wake_up_is_missed_while_points_come_from_many_threads()
    {
        const int Threads = 4, Batches = 50;
        var logging = Task.Run(() => Parallel.For(0, Threads, _ => Log(Batches * Batch.MaxItems)));
        var read = 0L;
        var reader = new SpoolReader(_writer, default, _rig.Damage.Add);
        while (read < Threads * (Batches - 1) * Batch.MaxItems)
        {
            // The clock stands still: only the points themselves wake it.
            await Patience.For(_signal.WaitAsync(reader.Position, Patience.Token()), "a batch");
            read += SpoolRig.Points(reader).Count;
        }

        await logging;
    }

    private void Log(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True(_writer.TryLogMetric("m", i, i));
    }
}
