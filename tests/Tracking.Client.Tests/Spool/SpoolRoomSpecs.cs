using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

public sealed class SpoolRoomSpecs : IDisposable
{
    private readonly SpoolRig _rig = new()
    {
        Options = new SpoolOptions { MaxBytes = SpoolOptions.SmallestMaxBytes },
    };

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_point_costs_no_allocation_once_its_name_is_known()
    {
        using var writer = _rig.NewWriter();
        Log(writer, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 5000; step++)
            writer.TryLogMetric("m", step, step);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_full_spool_takes_no_more_and_keeps_what_it_has()
    {
        using var writer = _rig.NewWriter();
        var taken = LogUntilFull(writer);
        Assert.InRange(SizeOnDisk(), 1, SpoolOptions.SmallestMaxBytes);
        Assert.Equal(Enumerable.Range(0, taken), _rig.ReadBack().Select(point => (int)point.Step));
    }

    [Fact]
    public void What_is_delivered_makes_room_and_its_files_go()
    {
        using var writer = _rig.NewWriter();
        LogUntilFull(writer);
        var full = SegmentFile.NumbersIn(_rig.Folder.Path);
        writer.Release(writer.End);
        // The next one may be there already.
        Assert.Empty(full.Intersect(SegmentFile.NumbersIn(_rig.Folder.Path)));
        Assert.True(writer.TryLogMetric("m", 1, 1));
    }

    [Fact]
    public async Task Who_waits_for_room_goes_on_when_there_is_some()
    {
        using var rig = new SpoolRig
        {
            Options = _rig.Options with { WhenFull = SpoolFullMode.Wait, MaxWait = Patience.Limit },
        };
        using var writer = rig.NewWriter();
        var full = new TaskCompletionSource<int>();
        var logging = Task.Run(() =>
        {
            for (var step = 0; ; step++)
            {
                if (step == 40_000)
                    return true;
                if (step == 20_000)
                    full.SetResult(step);
                if (!writer.TryLogMetric("m", step, step))
                    return false;
            }
        });
        await Patience.For(full.Task, "half of the points");
        while (!logging.IsCompleted)
        {
            await Task.Yield();
            writer.Release(writer.End);
        }

        Assert.True(await logging);
    }

    [Fact]
    public void Waiting_for_room_has_an_end()
    {
        using var rig = new SpoolRig
        {
            Options = _rig.Options with { WhenFull = SpoolFullMode.Wait, MaxWait = TimeSpan.Zero },
        };
        using var writer = rig.NewWriter();
        Assert.InRange(LogUntilFull(writer), 1000, 40_000);
    }

    [Fact]
    public void Without_a_disk_points_lie_in_memory_up_to_its_bound()
    {
        using var rig = new SpoolRig();
        using var writer = rig.NewWriter(rig.Folder["missing", "folder"]);
        var taken = LogUntilFull(writer);
        Assert.InRange(taken * RecordFormat.MetricBytes, 1_000_000, SegmentFactory.MaxMemoryBytes);
        Assert.Single(rig.NotDurable);
        var reader = new SpoolReader(writer, default, rig.Damage.Add);
        Assert.Equal(Enumerable.Range(0, taken), SpoolRig.Points(reader).Select(point => (int)point.Step));
    }

    private static void Log(SpoolWriter writer, int count)
    {
        for (var step = 0; step < count; step++)
            Assert.True(writer.TryLogMetric("m", step, step));
    }

    private static int LogUntilFull(SpoolWriter writer)
    {
        var step = 0;
        while (writer.TryLogMetric("m", step, step))
            step++;
        Assert.False(writer.TryLogMetric("m", 0, 0));
        return step;
    }

    private long SizeOnDisk() =>
        Directory.EnumerateFiles(_rig.Folder.Path).Sum(path => new FileInfo(path).Length);
}
