using System.Globalization;
using Tracking.Client.Internal.Spool;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

public sealed class SpoolFormatSpecs : IDisposable
{
    private readonly SpoolRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void What_was_appended_is_read_back_by_another_reader_while_the_writer_is_still_there()
    {
        using var writer = _rig.NewWriter();
        double[] values = [0.5, double.NaN, double.NegativeInfinity, -0.0];
        foreach (var (i, value) in values.Index())
            Assert.True(writer.TryLogMetric(i % 2 == 0 ? "train/loss" : "größe", value, i - 2));
        Assert.Equal(
            [("train/loss", -2, 0.5), ("größe", -1, double.NaN), ("train/loss", 0, double.NegativeInfinity),
                ("größe", 1, -0.0)],
            _rig.ReadBack().Select(point => (point.Key, point.Step, point.Value)));
        Assert.Empty(_rig.Damage);
    }

    [Fact]
    public void Many_threads_lose_nothing_across_many_segments()
    {
        const int Threads = 4, Each = 100_000;
        using var writer = _rig.NewWriter();
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var step = 0; step < Each; step++)
                writer.TryLogMetric("m" + thread, step, step);
        });

        var read = _rig.ReadBack();
        Assert.True(SegmentFile.NumbersIn(_rig.Folder.Path).Length > 3);
        Assert.Empty(_rig.Damage);
        Assert.All(read.GroupBy(point => point.Key), series =>
            Assert.Equal(Enumerable.Range(0, Each), series.Select(point => (int)point.Step)));
        Assert.Equal(Threads * Each, read.Count);
    }

    [Fact]
    public async Task A_reader_that_looks_on_gets_every_point_of_every_thread()
    {
        const int Threads = 4, Each = 50_000;
        using var writer = _rig.NewWriter();
        var logging = Task.Run(() => Parallel.For(0, Threads, thread =>
        {
            for (var step = 0; step < Each; step++)
                writer.TryLogMetric("m" + thread, step, step);
        }));
        var reader = new SpoolReader(writer, default, _rig.Damage.Add);
        var read = new List<(string Key, long Step)>();
        var patience = Patience.Token();
        while (read.Count < Threads * Each && !patience.IsCancellationRequested)
            read.AddRange(SpoolRig.Points(reader).Select(point => (point.Key, point.Step)));

        await logging;
        Assert.Equal(Threads * Each, read.Count);
        Assert.All(read.GroupBy(point => point.Key), series =>
            Assert.Equal(Enumerable.Range(0, Each), series.Select(point => (int)point.Step)));
    }

    [Fact]
    public void Reading_goes_on_where_it_was_left_and_still_knows_the_names()
    {
        using var writer = _rig.NewWriter();
        writer.TryLogMetric("a", 1, 1);
        writer.TryLogMetric("b", 1, 1);
        var position = writer.End;
        writer.TryLogMetric("a", 2, 2);
        Assert.Equal([("a", 2L)], _rig.ReadBack(position).Select(point => (point.Key, point.Step)));
    }

    [Fact]
    public void A_timestamp_never_goes_back_although_the_clock_does()
    {
        using var writer = _rig.NewWriter();
        writer.TryLogMetric("m", 0, 0);
        _rig.Clock.Advance(TimeSpan.FromHours(-1));
        writer.TryLogMetric("m", 1, 1);
        _rig.Clock.Advance(TimeSpan.FromHours(2));
        writer.TryLogMetric("m", 2, 2);
        var times = _rig.ReadBack().Select(point => point.Time).ToList();
        Assert.Equal(times[0], times[1]);
        Assert.Equal(times[1] + (long)TimeSpan.FromHours(1).TotalMilliseconds, times[2]);
    }

    [Fact]
    public void A_spool_cut_anywhere_gives_what_lies_before_the_cut_and_says_what_is_missing()
    {
        WriteSteps(100);
        var whole = File.ReadAllBytes(_rig.SegmentPath(1));
        var end = SegmentHeader.Bytes + RecordFormat.SizeOf(1) + (100 * RecordFormat.MetricBytes);
        for (var length = SegmentHeader.Bytes; length < end; length += 13)
        {
            _rig.Damage.Clear();
            File.WriteAllBytes(_rig.SegmentPath(1), whole[..length]);
            var steps = _rig.ReadBack().Select(point => (int)point.Step).ToList();
            var kept = Math.Max(0, length - SegmentHeader.Bytes - RecordFormat.SizeOf(1)) / RecordFormat.MetricBytes;
            Assert.Equal(Enumerable.Range(0, kept), steps);
            Assert.Contains(_rig.Damage, damage => damage.What == "the end of the file is missing");
        }
    }

    [Fact]
    public void A_flipped_bit_costs_the_record_it_is_in_and_is_told()
    {
        WriteSteps(100);
        var whole = File.ReadAllBytes(_rig.SegmentPath(1));
        var first = SegmentHeader.Bytes + RecordFormat.SizeOf(1);
        for (var bit = first * 8; bit < (first + (3 * RecordFormat.MetricBytes)) * 8; bit += 5)
        {
            _rig.Damage.Clear();
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_rig.SegmentPath(1), flipped);
            var hit = (bit / 8 - first) / RecordFormat.MetricBytes;
            Assert.Equal(Enumerable.Range(0, 100).Where(step => step != hit),
                _rig.ReadBack().Select(point => (int)point.Step));
            Assert.Single(_rig.Damage);
        }
    }

    [Fact]
    public void Points_whose_name_is_damaged_are_not_given_to_another_name()
    {
        using (var writer = _rig.NewWriter())
        {
            writer.TryLogMetric("a", 1, 1);
            writer.TryLogMetric("b", 2, 2);
        }

        Flip(SegmentHeader.Bytes + RecordFormat.HeaderBytes);
        Assert.Equal([("b", 2L)], _rig.ReadBack().Select(point => (point.Key, point.Step)));
        Assert.Contains(_rig.Damage, damage => damage.What == "a point whose name was damaged");
    }

    [Fact]
    public void A_record_that_a_killed_thread_left_out_hides_nothing_behind_it_and_is_no_damage()
    {
        WriteSteps(10);
        var bytes = File.ReadAllBytes(_rig.SegmentPath(1));
        var fourth = SegmentHeader.Bytes + RecordFormat.SizeOf(1) + (3 * RecordFormat.MetricBytes);
        bytes.AsSpan(fourth, RecordFormat.MetricBytes).Clear();
        File.WriteAllBytes(_rig.SegmentPath(1), bytes);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9], _rig.ReadBack().Select(point => (int)point.Step));
        Assert.Empty(_rig.Damage);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_point_that_a_killed_thread_left_half_hides_nothing_behind_it_and_is_no_damage(int wordsWritten)
    {
        WriteSteps(10);
        var bytes = File.ReadAllBytes(_rig.SegmentPath(1));
        var fourth = SegmentHeader.Bytes + RecordFormat.SizeOf(1) + (3 * RecordFormat.MetricBytes);
        bytes.AsSpan(fourth, sizeof(uint)).Clear();
        bytes.AsSpan(fourth, RecordFormat.MetricBytes)[((1 + wordsWritten) * sizeof(ulong))..].Clear();
        File.WriteAllBytes(_rig.SegmentPath(1), bytes);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9], _rig.ReadBack().Select(point => (int)point.Step));
        Assert.Empty(_rig.Damage);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(9_999)]
    public void A_long_record_that_was_never_finished_is_no_damage_and_what_is_wrong_behind_it_is(int written)
    {
        const int Long = 10_000;
        using (var writer = _rig.NewWriter())
        {
            Assert.True(writer.TryAppend(RecordKind.Call, Enumerable.Repeat((byte)7, Long).ToArray(), out _));
            Assert.True(writer.TryLogMetric("m", 1, 1));
        }

        var bytes = File.ReadAllBytes(_rig.SegmentPath(1));
        bytes.AsSpan(SegmentHeader.Bytes, sizeof(uint)).Clear();
        bytes.AsSpan(SegmentHeader.Bytes + RecordFormat.HeaderBytes, Long)[written..].Clear();
        File.WriteAllBytes(_rig.SegmentPath(1), bytes);
        Assert.Equal([1L], _rig.ReadBack().Select(point => point.Step));
        Assert.Empty(_rig.Damage);

        Flip(SegmentHeader.Bytes + RecordFormat.SizeOf(Long) + RecordFormat.SizeOf(1) + RecordFormat.HeaderBytes);
        Assert.Empty(_rig.ReadBack());
        Assert.Equal("bytes that are no record", Assert.Single(_rig.Damage).What);
    }

    [Fact]
    public async Task A_process_that_dies_between_two_stores_of_a_record_leaves_no_damage()
    {
        const int Page = 4096;
        using var job = JobProcess.Start("die-in-a-record", _rig.Folder.Path, $"{Page}");
        var logged = int.Parse(await job.ReadLineAsync(), CultureInfo.InvariantCulture);
        Assert.NotEqual(0, await job.EndedAsync());
        var header = SegmentHeader.Read(File.ReadAllBytes(_rig.SegmentPath(1)), out _);
        await using (var file = File.OpenWrite(_rig.SegmentPath(1)))
            file.SetLength(header!.Value.CapacityBytes);
        Assert.Equal(Enumerable.Range(1, logged), _rig.ReadBack().Select(point => (int)point.Step));
        Assert.Empty(_rig.Damage);
        // It did die in the middle of one: something stands behind the last that counts.
        var behind = SegmentHeader.Bytes + RecordFormat.SizeOf(1) + (logged * RecordFormat.MetricBytes);
        Assert.Contains(File.ReadAllBytes(_rig.SegmentPath(1))[behind..Page], stored => stored != 0);
    }

    [Fact]
    public async Task A_segment_has_its_name_only_when_it_is_whole_so_that_a_kill_leaves_no_half_of_one()
    {
        const long Large = 256 * 1024 * 1024;
        var path = _rig.SegmentPath(1);
        var making = Task.Run(() => SegmentFile.Create(path, new SegmentHeader(1, 7, Large)).Dispose());
        var lengths = new HashSet<long>();
        do
        {
            if (new FileInfo(path) is { Exists: true } file)
                lengths.Add(file.Length);
            await Task.Yield();
        }
        while (!making.IsCompleted);

        await making;
        Assert.Subset(new HashSet<long> { Large }, lengths);
        Assert.Equal([path], Directory.GetFiles(_rig.Folder.Path));
    }

    [Fact]
    public void What_is_left_of_a_segment_that_was_never_whole_is_no_damage()
    {
        WriteSteps(10);
        File.WriteAllBytes(_rig.SegmentPath(2) + ".new", File.ReadAllBytes(_rig.SegmentPath(1))[..5_000]);
        Assert.Equal(10, _rig.ReadBack().Count);
        Assert.Empty(_rig.Damage);
    }

    [Fact]
    public void A_damaged_header_costs_its_segment_only()
    {
        WriteSteps(20_000);
        Assert.Equal([1, 2], SegmentFile.NumbersIn(_rig.Folder.Path));
        Flip(3);
        var steps = _rig.ReadBack().Select(point => (int)point.Step).ToList();
        Assert.Equal(Enumerable.Range(20_000 - steps.Count, steps.Count), steps);
        Assert.NotEmpty(steps);
        Assert.Equal("its header is damaged", Assert.Single(_rig.Damage).What);
    }

    [Fact]
    public void A_file_full_of_nonsense_ends()
    {
        WriteSteps(10);
        var bytes = File.ReadAllBytes(_rig.SegmentPath(1));
        new Random(1).NextBytes(bytes.AsSpan(SegmentHeader.Bytes));
        File.WriteAllBytes(_rig.SegmentPath(1), bytes);
        Assert.Empty(_rig.ReadBack());
        Assert.NotEmpty(_rig.Damage);
    }

    private void WriteSteps(int count)
    {
        using var writer = _rig.NewWriter();
        for (var step = 0; step < count; step++)
            Assert.True(writer.TryLogMetric("m", step, step));
    }

    private void Flip(int at)
    {
        var bytes = File.ReadAllBytes(_rig.SegmentPath(1));
        bytes[at] ^= 1;
        File.WriteAllBytes(_rig.SegmentPath(1), bytes);
    }
}
